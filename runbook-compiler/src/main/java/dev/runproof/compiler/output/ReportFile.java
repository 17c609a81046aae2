package dev.runproof.compiler.output;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a report so that nobody ever reads half of one. */
public final class ReportFile {

    private ReportFile() {}

    /** Writes a text to somewhere. */
    @FunctionalInterface
    public interface Text {
        /**
         * Writes it.
         *
         * @param to where; left open
         * @throws IOException if it cannot be written
         */
        void writeTo(Writer to) throws IOException;
    }

    /**
     * Writes a file in one step, and the folders that it needs.
     *
     * @param path the file; one that is there is replaced
     * @param text its text
     * @throws IOException if it cannot be written; what was there before is then left as it was
     */
    public static void write(Path path, String text) throws IOException {
        write(path, to -> to.write(text));
    }

    /**
     * Writes a file in one step, and the folders that it needs, piece by piece.
     *
     * @param path the file; one that is there is replaced
     * @param text its text
     * @throws IOException if it cannot be written; what was there before is then left as it was
     */
    public static void write(Path path, Text text) throws IOException {
        Path file = path.toAbsolutePath().normalize();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A device, such as /dev/null or /dev/stdout, must not be replaced by a file.
            write(file, text, StandardOpenOption.WRITE);
            return;
        }
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            write(part, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(Path file, Text text, OpenOption... options) throws IOException {
        try (Writer to = Files.newBufferedWriter(file, options)) {
            text.writeTo(to);
        }
    }
}
