package dev.runproof.compiler;

import dev.runproof.compiler.output.GitHubAnnotations;
import dev.runproof.compiler.output.ReportFile;
import dev.runproof.compiler.workspace.FileReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The step of GitHub Actions that a check runs in. What it prints may hold what strangers wrote, and a line of that could be taken for a
 * command; so nothing but what {@link #annotations} gives may be printed unguarded. Immutable and thread-safe.
 */
public final class GitHubActions {

    private final String folder;
    private final Optional<Path> summary;

    private GitHubActions(String folder, Optional<Path> summary) {
        this.folder = folder;
        this.summary = summary;
    }

    /**
     * The step, if this is one.
     *
     * @param environment the variables of the process
     * @param root the folder in which the check was called
     */
    public static Optional<GitHubActions> of(Map<String, String> environment, Path root) {
        if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
            return Optional.empty();
        }
        String folder = path(environment, "GITHUB_WORKSPACE")
                .map(top -> new FileReader(top).nameOf(root))
                .filter(name -> !name.startsWith(".."))
                .orElse("");
        return Optional.of(new GitHubActions(folder, path(environment, "GITHUB_STEP_SUMMARY")));
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        try {
            String value = environment.getOrDefault(name, "");
            return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A text between two lines that keep GitHub from taking a line of it for a command; the word that ends it cannot be guessed. */
    public String guarded(String text) {
        String word = UUID.randomUUID().toString();
        return begin(word) + text + (text.endsWith("\n") ? "" : "\n") + end(word);
    }

    /**
     * Writes a text as {@link #guarded} does, piece by piece.
     *
     * @param text the text, ending with LF
     * @param to where; left open
     * @throws IOException if it cannot be written
     */
    public void guard(ReportFile.Text text, Writer to) throws IOException {
        String word = UUID.randomUUID().toString();
        to.write(begin(word));
        text.writeTo(to);
        to.write(end(word));
    }

    private static String begin(String word) {
        return "::stop-commands::" + word + "\n";
    }

    private static String end(String word) {
        return "::" + word + "::\n";
    }

    /** The findings as commands. */
    public String annotations(CheckReport report) {
        return new GitHubAnnotations(folder).of(report.findings());
    }

    /**
     * Adds the report to the summary of the step, where there is one.
     *
     * @return why it could not be written, in one sentence; empty if it was
     */
    public Optional<String> summarize(CheckReport report) {
        if (summary.isEmpty()) {
            return Optional.empty();
        }
        try {
            Files.writeString(
                    summary.get(),
                    GitHubAnnotations.summary(report.judgement(), report.summary()),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the summary of the step cannot be written: " + WriteFailure.reason(e));
        }
    }
}
