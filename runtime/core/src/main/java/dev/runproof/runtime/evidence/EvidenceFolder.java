package dev.runproof.runtime.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A folder of a store that is filled under a name that shows that it is not complete, and gets its own name when it is. Nothing
 * that is there already is overwritten.
 */
final class EvidenceFolder {

    private static final String UNFINISHED = ".part";

    private final Path store;
    private final String name;
    private final Path filling;

    /**
     * Makes it.
     *
     * @param store a folder that is there
     * @param name its name; letters, digits and hyphens
     * @throws IOException if it cannot be made, or one of the name is there
     */
    EvidenceFolder(Path store, String name) throws IOException {
        this.store = store;
        this.name = name;
        this.filling = store.resolve(name + UNFINISHED);
        if (Files.exists(store.resolve(name))) {
            throw new IOException(name + " is there already");
        }
        Files.createDirectory(
                filling, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    String name() {
        return name;
    }

    Path path(String file) {
        return filling.resolve(file);
    }

    EvidenceFile file(String file, long most) throws IOException {
        return new EvidenceFile(filling.resolve(file), most);
    }

    /** Removes a file of it into which nothing has come. */
    void removeEmpty(String file) throws IOException {
        Files.delete(filling.resolve(file));
    }

    /**
     * Gives it its name, when all that is in it is on the disk.
     *
     * @return where it is
     * @throws IOException if that cannot be done; then it keeps the name under which it was filled
     */
    Path seal() throws IOException {
        Path sealed = store.resolve(name);
        sync(filling);
        // A folder that is not empty takes no other one's name on any POSIX system.
        Files.move(filling, sealed, StandardCopyOption.ATOMIC_MOVE);
        sync(store);
        return sealed;
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
