package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.link.LinkRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each finding has a defect that is planted and found in files as others have them, or a reason why not. */
class SelfTestTest {

    private static final Path INDEX = Path.of("src/test/resources/index");
    private static final Path PODS = Path.of("src/test/resources/index-of-pods");
    private static final String RULES = """
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata: {name: node}
            spec:
              groups:
              - name: node
                rules:
                - {alert: NodeDown, expr: up == 1, for: 5m, annotations: {runbook_url: '%s'}}
            """;

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SelfTestReport run(String configuration, Path... index) throws IOException {
        return new RunbookCompiler(folder, List.of(index))
                .selfTest(folder.resolve(configuration), InputStream.nullInputStream());
    }

    private static List<String> ids(Stream<Rule> rules) {
        return rules.map(Rule::id).sorted().toList();
    }

    private static void assertThatAllAreNamed(SelfTestReport report) {
        assertThat(report.text(false)).doesNotContain("error: ");
        var all = new ArrayList<>(report.found());
        all.addAll(report.notPlanted().keySet());
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids(AllRules.sorted().stream()));
        assertThat(report.passed()).isTrue();
    }

    @Test
    void inFoldersAsInTheTutorialAllButThoseOfTheWebAreFound() throws IOException {
        write("runbook.yaml", "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n");
        write("runbooks/node-down.md", "---\nalerts: [NodeDown]\n---\n# Runbook: NodeDown\n");
        write("rules/node.yaml", RULES.formatted("https://r.example/node-down/"));
        SelfTestReport report = run("runbook.yaml", INDEX, PODS);
        assertThatAllAreNamed(report);
        assertThat(report.notPlanted().keySet()).containsExactlyElementsOf(ids(LinkRules.all().stream()));
        assertThat(report.notPlanted().values()).containsOnly("only check-links finds it, by asking the web");
        assertThat(report.summary())
                .isEqualTo("planted " + report.found().size() + " defects into a copy of your files, one at a time: "
                        + report.found().size() + " found, 0 not; "
                        + LinkRules.all().size() + " cannot be planted there");
    }

    /** Pages by path in lower case, folders that lead out of that of the configuration, with much switched on. */
    @Test
    void inFoldersAsOthersHaveThemTheSameIsFound() throws IOException {
        write("gate/runbook.yaml", """
                # Ours.
                sites:
                  - { at: "https://r.example/runbooks/{path|lower}", headings: hugo }
                runbooks: ["../content/**/[!_]*.md"]
                alert-rules:
                  - ../manifests/*.yaml
                alertmanager: [{ files: am/a.yml, optional: true }]
                fail-on: never
                severities: { orphan-runbook: off }
                max-age: 90d
                """);
        write(
                "gate/am/a.yml",
                "route: {receiver: a}\nreceivers: [{name: a, slack_configs: [{channel: x, "
                        + "api_url: 'https://c.example/', text: '{{ template \"t\" . }}'}]}]\ntemplates: ['*.tmpl']\n");
        write(
                "gate/am/t.tmpl",
                "{{ define \"t\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}");
        write("content/Node/NodeDown.md", "---\nlast-validated: 2026-10-01\n---\n# NodeDown\n");
        write("manifests/node.yaml", RULES.formatted("https://r.example/runbooks/node/nodedown"));
        SelfTestReport report = run("gate/runbook.yaml", INDEX, PODS);
        assertThatAllAreNamed(report);
        assertThat(report.notPlanted())
                .hasSize(LinkRules.all().size() + 3)
                .containsEntry("duplicate-slug", "no site publishes pages by their slugs")
                .containsEntry("duplicate-runbook", "a new file is not among those that runbook.yaml names")
                .containsEntry("invalid-runbook", "a new file is not among those that runbook.yaml names");
    }

    @Test
    void whatCannotBePlantedIsNamedWithWhy() throws IOException {
        write("runbook.yaml", "base-url: https://r.example/\nrunbooks: [runbooks/a.md]\nalert-rules: [rules/a.yaml]\n");
        write("runbooks/a.md", "---\nalerts: []\n---\n# A\n");
        write("rules/a.yaml", RULES.formatted("https://r.example/a/"));
        SelfTestReport named = run("runbook.yaml");
        assertThatAllAreNamed(named);
        assertThat(named.notPlanted())
                .containsEntry("missing-runbook-url", "a new file is not among those that runbook.yaml names")
                .containsEntry("wrong-type", "there is no runtime whose actions a transaction could take");
        write("runbook.yaml", "{base-url: 'https://r.example/', runbooks: [runbooks/], alert-rules: [rules/]}\n");
        SelfTestReport braces = run("runbook.yaml");
        assertThat(braces.found()).isEmpty();
        assertThat(braces.notPlanted())
                .containsEntry(
                        "missing-runbook-url", "the settings of runbook.yaml do not stand on lines of their own");
    }

    @Test
    void whatIsNotReadIsToldFirstAndTheFilesAreLeftAlone() throws IOException {
        write("runbook.yaml", "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n");
        write("runbooks/a.md", "---\nalerts: []\n---\n# A\n");
        write("rules/a.yaml", "groups: [\n");
        SelfTestReport report = run("runbook.yaml");
        assertThat(report.passed()).isFalse();
        assertThat(report.text(false)).contains("error[invalid-yaml]");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(3);
        }
    }
}
