package dev.runproof.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done with whole folders. */
final class Folders {

    /** The time of every file in an image. An archive of classes takes a jar only with the time that it has in the image. */
    static final Instant TIME = Instant.ofEpochSecond(1);

    private Folders() {}

    /** All that is below a folder, each folder before what is in it, in the order of names. */
    static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    /** Puts the file in the place of each link to it, for an image has no links, and gives all the time of the image. */
    static void settle(Path folder) throws IOException {
        for (Path path : contents(folder)) {
            if (Files.isSymbolicLink(path)) {
                Path file = path.toRealPath();
                Files.delete(path);
                Files.copy(file, path, StandardCopyOption.COPY_ATTRIBUTES);
            }
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(path, FileTime.from(TIME));
            }
        }
    }

    /** Deletes a folder with all that is in it, and nothing that links in it lead to. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
