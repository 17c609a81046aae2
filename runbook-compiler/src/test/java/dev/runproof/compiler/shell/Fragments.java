package dev.runproof.compiler.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fragments of shell, as people write and mistype them, one a line; in it {@code \n} stands for a line break, {@code \t} for a
 * tab, and two backslashes for one. What Bash says of each was tried with Bash 5.2.
 */
final class Fragments {

    private static final Path FOLDER = Path.of("src/test/resources/dev/runproof/compiler/shell");

    private Fragments() {}

    /** What Bash reads. */
    static List<String> valid() {
        return read("valid.txt");
    }

    /** What Bash does not read. */
    static List<String> invalid() {
        return read("invalid.txt");
    }

    private static List<String> read(String name) {
        try {
            return Files.readAllLines(FOLDER.resolve(name)).stream()
                    .map(line -> line.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
