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
import java.util.Optional;

/** Reads files as UTF-8 and names them relative to one folder, so that findings are the same on every machine. */
public final class FileReader {

    /** 16 MiB: a hundred times the largest rule file that we have seen. */
    private static final int LARGEST = 16 << 20;

    private final Path root;

    /**
     * Makes a reader.
     *
     * @param root the folder that names of files are relative to
     */
    public FileReader(Path root) {
        this.root = root.toAbsolutePath().normalize();
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
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            return refuse(
                    name,
                    "cannot be opened" + (Files.exists(path) ? ": it is no readable file" : ": it is not there"),
                    "look at the path and its permissions",
                    findings);
        }
        if (bytes.length > LARGEST) {
            return refuse(name, "is larger than " + (LARGEST >> 20) + " MiB", "split it", findings);
        }
        try {
            return Optional.of(new SourceFile(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString()));
        } catch (CharacterCodingException e) {
            return refuseEncoding(name, bytes, findings);
        }
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

    /** Shows the place of the first wrong byte, in a text in which such bytes are replaced. */
    private static Optional<SourceFile> refuseEncoding(String name, byte[] bytes, Findings findings) {
        var file = new SourceFile(name, new String(bytes, StandardCharsets.UTF_8));
        int at = Math.max(0, file.text().indexOf('\uFFFD'));
        findings.add(
                UNREADABLE_FILE,
                file.span(at, Math.min(at + 1, file.text().length())),
                name + " is not text in UTF-8",
                "convert it, for example with iconv -f LATIN1 -t UTF-8");
        return Optional.empty();
    }
}
