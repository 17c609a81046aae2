package dev.runproof.runtime.contract;

import dev.runproof.compiler.ManifestsReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.runtime.action.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Manifests that the compiler has written, of runbooks of a test and the runtime that is tested. */
final class Installation {

    private static final String RUNBOOK = """
            # Runbook: %s
            """;

    private static final String BLOCK = """

            ```yaml %s
            %s```
            """;

    private static final String RULES = """
            groups:
              - name: auth
                rules:
                  - alert: BruteForceDetected
                    expr: rate(failed_logins_total[5m]) > 1
                    labels: { severity: critical }
                    annotations: { summary: x, runbook_url: "https://r.example/r0/" }
                  - alert: PodCompromised
                    expr: rate(compromises_total{namespace!="", pod!=""}[5m]) > 0
                    labels: { severity: critical }
                    annotations: { summary: x, runbook_url: "https://r.example/r0/" }
            """;

    private final Path folder;
    private final Path manifests;

    /**
     * Writes them.
     *
     * @param folder an empty folder
     * @param deployment what {@code deployment.yaml} says
     * @param transactions transactions of runbooks
     */
    Installation(Path folder, String deployment, List<String> transactions) {
        this(folder, deployment, transactions, List.of());
    }

    /**
     * Writes them.
     *
     * @param folder an empty folder
     * @param deployment what {@code deployment.yaml} says
     * @param transactions transactions of runbooks
     * @param responses responses, which the alerts BruteForceDetected and PodCompromised start
     */
    Installation(Path folder, String deployment, List<String> transactions, List<String> responses) {
        this.folder = folder;
        this.manifests = folder.resolve("manifests");
        try {
            Files.createDirectories(folder.resolve("rules"));
            Files.writeString(
                    folder.resolve("runbook.yaml"),
                    "base-url: https://r.example/\nrunbooks: ['*.md']\nalert-rules: [{files: rules/, optional: true}]\n");
            Files.writeString(folder.resolve("deployment.yaml"), deployment);
            if (!responses.isEmpty()) {
                Files.writeString(folder.resolve("rules/auth.yaml"), RULES);
            }
            Files.writeString(
                    folder.resolve("enforcement.yaml"),
                    Stream.concat(transactions.stream(), responses.stream())
                            .map(text -> text.lines().findFirst().orElseThrow().substring("name: ".length())
                                    + ": { since: 2026-11-16 }\n")
                            .collect(Collectors.joining()));
            for (int i = 0; i < transactions.size(); i++) {
                // A response and its transactions are in one runbook.
                var runbook = folder.resolve(responses.isEmpty() ? "r" + i + ".md" : "r0.md");
                if (Files.notExists(runbook)) {
                    Files.writeString(runbook, RUNBOOK.formatted("R" + i));
                }
                append(runbook, "transaction", transactions.get(i));
            }
            for (String response : responses) {
                append(folder.resolve("r0.md"), "response", response);
            }
            var runtime = Path.of(Action.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            ManifestsReport report = new RunbookCompiler(folder, List.of(runtime))
                    .manifests(folder.resolve("runbook.yaml"), Optional.empty(), manifests);
            if (!report.passed()) {
                throw new IllegalStateException(report.text(false));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void append(Path runbook, String kind, String block) throws IOException {
        Files.writeString(runbook, BLOCK.formatted(kind, block), StandardOpenOption.APPEND);
    }

    Path folder() {
        return folder;
    }

    /** The folder that is written. */
    Path manifests() {
        return manifests;
    }

    /** The text of a file. */
    String text(String path) {
        try {
            return Files.readString(manifests.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files, by their paths. */
    List<String> files() {
        try (Stream<Path> files = Files.walk(manifests)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> manifests.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
