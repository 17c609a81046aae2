package dev.runproof.runbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where this library's files are, seen from the folder of its Maven module. */
final class Library {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    private Library() {}

    static List<Path> runbooks() {
        return files(MODULE, ".md");
    }

    static List<Path> alertRules() {
        return files(MODULE.resolveSibling("alert-rules"), ".yaml");
    }

    /** The folder with an example of how the alerts reach people. */
    static Path alertmanager() {
        return MODULE.resolveSibling("alert-rules").resolve("alertmanager");
    }

    static List<Path> alertRuleTests() {
        return files(MODULE.resolveSibling("alert-rules").resolve("tests"), "_test.yaml");
    }

    /** Never empty: a test over no files would pass whatever is wrong. */
    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new AssertionError("no *" + ending + " in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
