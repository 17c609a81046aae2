package dev.runproof.runbooks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program of this machine that tests run.
 *
 * @param name as it is found on the PATH
 * @param remedy what to do where it is missing
 */
record Program(String name, String remedy) {

    /**
     * What a run left behind.
     *
     * @param exitCode 0 for success
     * @param output standard output and error, in the order of writing
     */
    record Outcome(int exitCode, String output) {}

    /** Skips the running test, saying so, where the program is missing; fails it instead under {@code CI=true}. */
    void require() {
        if (isInstalled()) {
            return;
        }
        String message = "SKIPPED, " + name + " is not installed: " + remedy;
        System.out.println("[WARNING] " + message);
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        assumeTrue(false, message);
    }

    /**
     * Runs the program to its end.
     *
     * @param input what it reads from standard input
     * @param arguments passed as they are, without a shell
     */
    Outcome run(String input, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(arguments);
        try {
            Path stdin = Files.createTempFile("input", ".txt");
            try {
                Files.writeString(stdin, input);
                Process process = new ProcessBuilder(command)
                        .redirectInput(stdin.toFile())
                        .redirectErrorStream(true)
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Outcome(process.waitFor(), output);
            } finally {
                Files.delete(stdin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(name + " was interrupted", e);
        }
    }

    private boolean isInstalled() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
