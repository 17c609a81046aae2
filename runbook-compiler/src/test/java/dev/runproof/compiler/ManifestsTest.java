package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {

    private static final Path INDEX = Path.of("src/test/resources/index");

    private static final String RUNBOOK = """
            # Runbook: SSH

            ```yaml transaction
            name: block-source
            inputs: { source: { type: ip }, namespace: { type: namespace } }
            action: { block-ip: { address: $source, in: $namespace } }
            max-duration: 30s
            expires: 1h
            ```
            """;

    private static final String DEPLOYMENT = """
            image: registry.example.com/executor:1
            may-act-in: all
            enforce: [block-source]
            protected: { addresses: [198.51.100.0/24] }
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write("runbook.yaml", "base-url: https://r.example/\nrunbooks: ['*.md']\nalert-rules: [rules/]\n");
        write("ssh.md", RUNBOOK);
        write("deployment.yaml", DEPLOYMENT);
        write("enforcement.yaml", "block-source: { since: 2026-11-16 }\n");
    }

    private void write(String path, String text) throws IOException {
        Files.writeString(folder.resolve(path), text);
    }

    private ManifestsReport manifests() throws IOException {
        return manifests(Optional.empty());
    }

    private ManifestsReport manifests(Optional<Path> deployment) throws IOException {
        return new RunbookCompiler(folder, List.of(INDEX))
                .manifests(folder.resolve("runbook.yaml"), deployment, folder.resolve("out"));
    }

    private List<String> written() throws IOException {
        if (!Files.exists(folder.resolve("out"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("out").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allIsWritten() throws IOException {
        ManifestsReport report = manifests();

        assertThat(report.text(false)).isEmpty();
        assertThat(report.summary())
                .isEqualTo("no findings; manifests written for 1 transaction or response, 1 of them enforced");
        assertThat(written())
                .containsExactly(
                        "accounts/run-block-source.yaml",
                        "jobs/run-block-source.yaml",
                        "kustomization.yaml",
                        "namespace.yaml",
                        "protected.yaml",
                        "serve.yaml",
                        "templates.yaml");
    }

    @Test
    void whatIsNoTransactionAnyMoreGoes() throws IOException {
        manifests();
        write("ssh.md", RUNBOOK.replace("block-source", "block-scanner"));
        write("deployment.yaml", DEPLOYMENT.replace("[block-source]", "[]"));

        assertThat(manifests().summary())
                .isEqualTo("no findings; manifests written for 1 transaction or response, 0 of them enforced");
        assertThat(written()).contains("jobs/run-block-scanner.yaml").doesNotContain("jobs/run-block-source.yaml");
    }

    @Test
    void anotherClusterHasAnotherFile() throws IOException {
        write("staging.yaml", DEPLOYMENT.replace("all", "[shop]"));
        Files.delete(folder.resolve("deployment.yaml"));

        assertThat(manifests(Optional.of(folder.resolve("staging.yaml"))).passed())
                .isTrue();
        assertThat(Files.readString(folder.resolve("out/accounts/run-block-source.yaml")))
                .contains("namespace: shop");
    }

    @Test
    void aResponseHasAnAccountThatMayDoAllItsSteps() throws IOException {
        write("ssh.md", RUNBOOK + """

                ```yaml response
                name: block-attackers
                about: { source: ip, namespace: namespace }
                signals: { rate: [{ alert: SshBruteForce }] }
                approval: { by: security-oncall, within: 15m, else: page }
                steps: [block-source]
                ```
                """);
        write("deployment.yaml", DEPLOYMENT.replace("[block-source]", "[block-attackers]"));
        assertThat(manifests().text(false))
                .contains("block-attackers waits until security-oncall agrees, and nobody may");
        assertThat(written()).isEmpty();

        write(
                "deployment.yaml",
                DEPLOYMENT.replace("[block-source]", "[block-attackers]")
                        + "people: { approve: { security-oncall: [security] } }\n");
        assertThat(manifests().text(false)).isEmpty();
        assertThat(Files.readString(folder.resolve("out/accounts/respond-block-attackers.yaml")))
                .contains(
                        "name: executor-respond-block-attackers",
                        "resources: [ciliumnetworkpolicies]",
                        "resources: [containments]\n    verbs: [create, get, update]",
                        "resources: [responseruns]\n    verbs: [create, get, update]",
                        "resourceNames: [runproof-serve]");
        assertThat(Files.readString(folder.resolve("out/jobs/respond-block-attackers.yaml")))
                .contains(
                        "- respond\n",
                        "- block-attackers\n",
                        "--mode=enforce",
                        "--input=source=<source>",
                        "--input=namespace=<namespace>",
                        "activeDeadlineSeconds: 240");
        assertThat(Files.readString(folder.resolve("out/accounts/run-block-source.yaml")))
                .contains("name: executor-audit-run-block-source");
    }

    @Test
    void withoutADeploymentNothingIsWritten() throws IOException {
        Files.delete(folder.resolve("deployment.yaml"));
        ManifestsReport report = manifests();

        assertThat(report.passed()).isFalse();
        assertThat(report.text(false))
                .contains("there is no deployment.yaml, which says how transactions run in a cluster");
        assertThat(report.summary()).isEqualTo("1 error; no manifests written");
        assertThat(written()).isEmpty();
    }

    @Test
    void aMistakeInATransactionIsOneFinding() throws IOException {
        write("ssh.md", RUNBOOK.replace("block-ip", "blok-ip"));
        ManifestsReport report = manifests();

        assertThat(report.findings()).hasSize(1);
        assertThat(report.text(false)).contains("unknown-action");
        assertThat(written()).isEmpty();
    }

    @Test
    void withoutAConfigurationNothingIsWritten() throws IOException {
        Files.delete(folder.resolve("runbook.yaml"));

        assertThat(manifests().passed()).isFalse();
        assertThat(written()).isEmpty();
    }
}
