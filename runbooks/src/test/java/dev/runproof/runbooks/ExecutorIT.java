package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void keepsAnArchiveOfClassesAndUsesIt() throws IOException {
        Path cache = elsewhere.resolve("a cache");
        var first = withCache(cache, "--version");
        Path archive = only(cache);
        var written = Files.getLastModifiedTime(archive);
        withCache(cache, "--version");
        var loaded = new Program("java", "it runs the build")
                .run(
                        "",
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-XX:SharedArchiveFile=" + archive,
                                "-Xlog:class+load",
                                "-cp",
                                LAUNCHER.resolveSibling("../lib").normalize() + "/*",
                                "dev.runproof.executor.Training"));

        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(archive).isNotEmptyFile();
        assertThat(Files.getLastModifiedTime(only(cache))).isEqualTo(written);
        assertThat(loaded.output())
                .containsPattern("runtime.cluster.ApiServer source: shared objects file \\(top\\)")
                .containsPattern("sun.security.ssl.ClientHello source: shared objects file \\(top\\)");
    }

    @Test
    void runsBesideASpoiltArchive() throws IOException {
        Path cache = elsewhere.resolve("cache");
        withCache(cache, "--version");
        Path archive = only(cache);
        Files.delete(archive);
        for (String spoilt : List.of("", "no archive", "x".repeat(100_000))) {
            Files.writeString(archive, spoilt);
            var outcome = withCache(cache, "--version");

            assertThat(outcome.exitCode()).as(outcome.output()).isZero();
            assertThat(outcome.output()).startsWith("executor ").hasLineCount(1);
        }
    }

    private static Path only(Path cache) throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile)
                    .reduce((one, other) -> {
                        throw new AssertionError("more than one file: " + one + ", " + other);
                    })
                    .orElseThrow();
        }
    }

    /** With CI set there would be no archive. */
    private static Program.Outcome withCache(Path cache, String command) {
        return new Program("env", "it is part of Debian's coreutils")
                .run(
                        "",
                        List.of(
                                "-u",
                                "CI",
                                "-u",
                                "JAVA_TOOL_OPTIONS",
                                "-u",
                                "JDK_JAVA_OPTIONS",
                                "XDG_CACHE_HOME=" + cache,
                                LAUNCHER.toString(),
                                command));
    }

    private static void assertRuns(Path launcher) {
        var outcome = new Program(launcher.toString(), "mvn package lays it out").run("", List.of("demo"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("block-source");
    }
}
