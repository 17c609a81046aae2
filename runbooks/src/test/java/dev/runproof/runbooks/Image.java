package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image of the executor that is laid out in {@code target/executor}. */
final class Image {

    private static final Path LIB = Path.of(System.getProperty("basedir", ""), "target", "executor", "lib")
            .toAbsolutePath();

    private Image() {}

    /** Makes it; options are those besides what every image needs. */
    static void make(String name, Path tar, String... options) {
        var arguments = new ArrayList<>(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runproof.image.Main",
                "--lib=" + LIB,
                "--name=" + name,
                "--to=" + tar));
        arguments.addAll(List.of(options));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var outcome = new Program(java, "it runs the build").run("", arguments);

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }
}
