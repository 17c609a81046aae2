package dev.runproof.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the build laid out in {@code target/runproof}, as programs that tests run. */
final class LaidOut {

    static final Path HOME =
            Path.of(System.getProperty("basedir", ""), "target", "runproof").toAbsolutePath();
    static final Path JAR = HOME.resolve("lib").resolve("runproof.jar");
    static final Path SCRIPT = HOME.resolve("bin").resolve("runproof");

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private LaidOut() {}

    /**
     * What a run left behind.
     *
     * @param exitCode the exit code
     * @param out standard output
     * @param err standard error
     */
    record Outcome(int exitCode, String out, String err) {}

    /** Runs the jar. */
    static Outcome jar(Path folder, String... words) throws IOException, InterruptedException {
        return run(folder, Map.of(), List.of(JAVA, "-jar", JAR.toString()), words);
    }

    /**
     * Runs a program.
     *
     * @param folder its current folder
     * @param environment its variables, besides those of the tests; an empty one is taken away
     * @param command the program
     * @param words its arguments
     */
    static Outcome run(Path folder, Map<String, String> environment, List<String> command, String... words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            List<String> all = new ArrayList<>(command);
            Stream.of(words).forEach(all::add);
            var builder = new ProcessBuilder(all)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment()
                    .keySet()
                    .removeAll(List.of("CI", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NO_COLOR"));
            environment.forEach((name, value) -> {
                if (value.isEmpty()) {
                    builder.environment().remove(name);
                } else {
                    builder.environment().put(name, value);
                }
            });
            int code = builder.start().waitFor();
            return new Outcome(code, text(out), text(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
