package dev.runproof.compiler.workspace;

import static dev.runproof.compiler.workspace.WorkspaceRules.UNREADABLE_FILE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads files as UTF-8 and names them relative to one folder, so that findings are the same on every machine. Thread-safe. */
public final class FileReader {

    /** 16 MiB: a hundred times the largest rule file that we have seen. */
    public static final int LARGEST = 16 << 20;

    private final Path root;

    /** What was read the last time of each path, if that is remembered. */
    private final Optional<Map<Path, Known>> known;

    /** A file, and the bytes that it was made of. */
    private record Known(ByteBuffer bytes, SourceFile file) {}

    /**
     * Makes a reader.
     *
     * @param root the folder that names of files are relative to
     */
    public FileReader(Path root) {
        this(root.toAbsolutePath().normalize(), Optional.empty());
    }

    private FileReader(Path root, Optional<Map<Path, Known>> known) {
        this.root = root;
        this.known = known;
    }

    /**
     * One that looks at files again and again, as they are while somebody writes: as long as the bytes of a file are the same, so is
     * what it returns. It holds the bytes.
     */
    public FileReader remembering() {
        return new FileReader(root, Optional.of(new ConcurrentHashMap<>()));
    }

    /** The name of a file in findings: relative to the root where that is possible, with {@code /} between folders. */
    public String nameOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path name = root.getRoot().equals(absolute.getRoot()) ? root.relativize(absolute) : absolute;
        return name.toString().replace(root.getFileSystem().getSeparator(), "/");
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @param findings takes why it cannot be read
     * @return the file; nothing if it cannot be read
     */
    public Optional<SourceFile> read(Path path, Findings findings) {
        String name = nameOf(path);
        // To open a pipe is to wait for somebody who writes.
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return refuse(name, "is no file", "name a file", findings);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return Files.size(path) > LARGEST
                    ? refuseSize(name, findings)
                    : again(path, name, in.readNBytes(LARGEST + 1), findings);
        } catch (IOException e) {
            return refuse(
                    name,
                    "cannot be opened" + (Files.exists(path) ? ": it is no readable file" : ": it is not there"),
                    "look at the path and its permissions",
                    findings);
        }
    }

    private Optional<SourceFile> again(Path path, String name, byte[] bytes, Findings findings) {
        Optional<SourceFile> same = known.map(files -> files.get(path))
                .filter(earlier -> earlier.bytes.equals(ByteBuffer.wrap(bytes)))
                .map(Known::file);
        if (same.isPresent()) {
            return same;
        }
        Optional<SourceFile> file = decode(name, bytes, findings);
        known.ifPresent(files -> file.ifPresent(read -> files.put(path, new Known(ByteBuffer.wrap(bytes), read))));
        return file;
    }

    /**
     * Reads standard input to its end. The same limits hold as for a file.
     *
     * @param in the stream; it stays open
     * @param findings takes why it cannot be read
     * @return what it held; nothing if it cannot be read
     */
    public static Optional<SourceFile> readStandardInput(InputStream in, Findings findings) {
        try {
            return decode(SourceFile.STANDARD_INPUT, in.readNBytes(LARGEST + 1), findings);
        } catch (IOException e) {
            return refuse(
                    SourceFile.STANDARD_INPUT, "cannot be read", "look at the program whose output it is", findings);
        }
    }

    private static Optional<SourceFile> decode(String name, byte[] bytes, Findings findings) {
        if (bytes.length > LARGEST) {
            return refuseSize(name, findings);
        }
        // Wrong bytes become U+FFFD; only a text that has one is decoded a second time, slowly, to see whether it was
        // written.
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes)) {
            return refuseEncoding(name, bytes, text, findings);
        }
        return text.indexOf('\0') < 0
                ? Optional.of(new SourceFile(name, text))
                : refuse(
                        new SourceFile(name, text),
                        '\0',
                        "holds a NUL, which no text has",
                        "look whether it is text, and in UTF-8",
                        findings);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Optional<SourceFile> refuseSize(String name, Findings findings) {
        return refuse(name, "is larger than " + (LARGEST >> 20) + " MiB", "split it", findings);
    }

    /**
     * Reads a file that nobody names, and which a link would make another one.
     *
     * @param path the file
     * @param findings takes why it cannot be read
     * @return the file; nothing if it cannot be read, or is a link
     */
    public Optional<SourceFile> readItself(Path path, Findings findings) {
        return Files.isSymbolicLink(path)
                ? refuse(nameOf(path), "is a link", "put the file itself there", findings)
                : read(path, findings);
    }

    private static Optional<SourceFile> refuse(String name, String why, String help, Findings findings) {
        findings.add(UNREADABLE_FILE, new SourceFile(name, "").all(), name + " " + why, help);
        return Optional.empty();
    }

    private static Optional<SourceFile> refuseEncoding(String name, byte[] bytes, String text, Findings findings) {
        if (isUtf16(bytes)) {
            return refuse(
                    name,
                    "is text in UTF-16, and not in UTF-8",
                    "convert it, for example with iconv -f UTF-16 -t UTF-8",
                    findings);
        }
        return refuse(
                new SourceFile(name, text),
                '\uFFFD',
                "is not text in UTF-8",
                "convert it, for example with iconv -f LATIN1 -t UTF-8",
                findings);
    }

    /** Whether it begins with a byte-order mark of UTF-16, which no text in UTF-8 can. */
    private static boolean isUtf16(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        return first == 0xFFFE || first == 0xFEFF;
    }

    /** Shows the place of the first character that should not be there. */
    private static Optional<SourceFile> refuse(
            SourceFile file, char wrong, String why, String help, Findings findings) {
        int at = Math.max(0, file.text().indexOf(wrong));
        findings.add(
                UNREADABLE_FILE, file.span(at, Math.min(at + 1, file.text().length())), file.path() + " " + why, help);
        return Optional.empty();
    }
}
