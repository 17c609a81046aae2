package dev.runproof.runtime.contract;

import dev.runproof.compiler.ManifestsReport;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.runtime.action.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Manifests that the compiler has written, of runbooks of a test and the runtime that is tested. */
final class Installation {

    private static final String RUNBOOK = """
            # Runbook: %s

            ```yaml transaction
            %s```
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
        this.folder = folder;
        this.manifests = folder.resolve("manifests");
        try {
            Files.createDirectories(folder.resolve("rules"));
            Files.writeString(
                    folder.resolve("runbook.yaml"),
                    "base-url: https://r.example/\nrunbooks: ['*.md']\nalert-rules: [{files: rules/, optional: true}]\n");
            Files.writeString(folder.resolve("deployment.yaml"), deployment);
            Files.writeString(
                    folder.resolve("enforcement.yaml"),
                    transactions.stream()
                            .map(text -> text.lines().findFirst().orElseThrow().substring("name: ".length())
                                    + ": { since: 2026-11-16 }\n")
                            .collect(Collectors.joining()));
            for (int i = 0; i < transactions.size(); i++) {
                Files.writeString(folder.resolve("r" + i + ".md"), RUNBOOK.formatted("R" + i, transactions.get(i)));
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

    Path folder() {
        return folder;
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
