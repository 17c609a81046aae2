package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The executor as it is laid out in {@code target/executor}, with the transactions of this library. */
class ExecutorIT {

    private static final Path LAUNCHER = Path.of(
                    System.getProperty("basedir", ""), "target", "executor", "bin", "executor")
            .toAbsolutePath();

    @TempDir
    Path elsewhere;

    @Test
    void runsOurTransactions() {
        assertRuns(LAUNCHER);
    }

    @Test
    void isFoundThroughLinks() throws IOException {
        Path bin = Files.createDirectory(elsewhere.resolve("bin of a user"));
        Path first = Files.createSymbolicLink(elsewhere.resolve("executor"), LAUNCHER);
        assertRuns(Files.createSymbolicLink(bin.resolve("contain"), bin.relativize(first)));
    }

    private static void assertRuns(Path launcher) {
        var outcome = new Program(launcher.toString(), "mvn package lays it out").run("", List.of("demo"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("block-source");
    }
}
