package dev.runproof.runtime.evidence;

import dev.runproof.runtime.evidence.TarWriter.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An archive of a folder that a stranger may be changing at this very moment. Each folder is opened as an entry of the one above it,
 * and no link is followed: a folder that becomes a link between two looks leads nowhere. Pipes, devices and sockets are not opened.
 */
final class FolderArchive {

    /** Each level holds a descriptor open. */
    private static final int DEEPEST = 200;

    private static final int MOST_TROUBLES = 20;
    private static final byte[] NONE = {};
    private static final Path ROOT = Path.of("/");
    private static final int FORMAT = 0170000;
    private static final int PIPE = 0010000;
    private static final int CHARACTERS = 0020000;
    private static final int BLOCKS = 0060000;
    private static final int SOCKET = 0140000;

    /** What of a folder was not archived. */
    static final class IncompleteException extends IOException {

        private static final long serialVersionUID = 1;

        IncompleteException(String message) {
            super(message);
        }
    }

    /** The archive itself cannot be written, as against one of the files in it that cannot be read. */
    private static final class UnwritableException extends IOException {

        private static final long serialVersionUID = 1;
        private final IOException why;

        UnwritableException(IOException why) {
            super(why);
            this.why = why;
        }
    }

    private static final class Out extends OutputStream {

        private final OutputStream to;

        Out(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            try {
                to.write(from, offset, length);
            } catch (IOException e) {
                throw new UnwritableException(e);
            }
        }
    }

    private final TarWriter tar;
    private final List<String> troubles = new ArrayList<>();
    private int more;

    private FolderArchive(OutputStream out) {
        this.tar = new TarWriter(new Out(out));
    }

    /**
     * Writes the archive.
     *
     * @param folder the folder
     * @param out takes it; stays open
     * @throws IncompleteException if it is written, and something is not in it
     * @throws IOException if it cannot be written
     */
    static void write(Path folder, OutputStream out) throws IOException {
        var archive = new FolderArchive(out);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (!(entries instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this platform cannot read folders that others change");
            }
            archive.entries(secure, folder, NONE, 0);
            archive.tar.close();
        } catch (UnwritableException e) {
            throw e.why;
        }
        if (!archive.troubles.isEmpty()) {
            throw new IncompleteException("not all of it is in the archive: " + String.join("; ", archive.troubles)
                    + (archive.more > 0 ? "; and " + archive.more + " more" : ""));
        }
    }

    private void entries(SecureDirectoryStream<Path> folder, Path path, byte[] above, int depth) throws IOException {
        var names = new ArrayList<Path>();
        folder.forEach(entry -> names.add(entry.getFileName()));
        names.sort(null);
        for (Path name : names) {
            byte[] whole = joined(above, bytes(name));
            try {
                entry(folder, path.resolve(name), name, whole, depth);
            } catch (UnwritableException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                trouble(name + ": " + e);
            }
        }
    }

    private void entry(SecureDirectoryStream<Path> folder, Path path, Path name, byte[] whole, int depth)
            throws IOException {
        BasicFileAttributes what = folder.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        Map<String, Object> unix = Files.readAttributes(path, "unix:mode,uid,gid,rdev", LinkOption.NOFOLLOW_LINKS);
        if (what.isSymbolicLink()) {
            tar.entry(whole, header(TarWriter.Type.LINK, 0, what, unix), bytes(Files.readSymbolicLink(path)));
        } else if (what.isDirectory()) {
            tar.entry(joined(whole, NONE), header(TarWriter.Type.FOLDER, 0, what, unix), NONE);
            if (depth >= DEEPEST) {
                trouble(name + " is deeper than " + DEEPEST + " folders");
                return;
            }
            try (var below = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                entries(below, path, whole, depth + 1);
            }
        } else if (what.isRegularFile()) {
            try (var channel = folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
                    var content = Channels.newInputStream(channel)) {
                long missing = tar.file(whole, header(TarWriter.Type.FILE, channel.size(), what, unix), content);
                if (missing > 0) {
                    trouble(name + " became shorter while it was read");
                }
            }
        } else {
            special(name, whole, what, unix);
        }
    }

    private void special(Path name, byte[] whole, BasicFileAttributes what, Map<String, Object> unix)
            throws IOException {
        switch ((int) number(unix, "mode") & FORMAT) {
            case PIPE -> tar.entry(whole, header(TarWriter.Type.PIPE, 0, what, unix), NONE);
            // A character device of the numbers 0 and 0 is how an overlay says that a file was deleted.
            case CHARACTERS -> tar.entry(whole, header(TarWriter.Type.CHARACTERS, 0, what, unix), NONE);
            case BLOCKS -> tar.entry(whole, header(TarWriter.Type.BLOCKS, 0, what, unix), NONE);
            case SOCKET -> trouble(name + " is a socket, which an archive cannot have");
            default -> trouble(name + " is nothing that is known");
        }
    }

    private static Header header(TarWriter.Type type, long size, BasicFileAttributes what, Map<String, Object> unix) {
        long device = number(unix, "rdev");
        FileTime modified = what.lastModifiedTime();
        return new Header(
                type,
                size,
                (int) number(unix, "mode"),
                number(unix, "uid"),
                number(unix, "gid"),
                modified.toMillis() / 1000,
                // As the kernel of Linux encodes the numbers of a device, up to 4095 and 255.
                (int) (device >> 8 & 0xfff),
                (int) (device & 0xff));
    }

    private static long number(Map<String, Object> unix, String name) {
        return unix.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private void trouble(String what) {
        if (troubles.size() < MOST_TROUBLES) {
            troubles.add(Visible.cut(what, 100));
        } else {
            more++;
        }
    }

    private static byte[] joined(byte[] above, byte[] name) {
        if (above.length == 0) {
            return name;
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(above);
        all.write('/');
        all.writeBytes(name);
        return all.toByteArray();
    }

    /** The bytes of a name or of where a link leads, which need not be text: a URI has them, where a text of them may not. */
    private static byte[] bytes(Path name) {
        // Of what is a folder here, a URI ends with a slash.
        String raw = ROOT.resolve(name).toUri().getRawPath().replaceAll("(?<=.)/$", "");
        var bytes = new ByteArrayOutputStream();
        for (int at = name.isAbsolute() ? 0 : 1; at < raw.length(); at++) {
            if (raw.charAt(at) == '%') {
                bytes.write(Integer.parseInt(raw.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                bytes.write(raw.charAt(at));
            }
        }
        return bytes.toByteArray();
    }
}
