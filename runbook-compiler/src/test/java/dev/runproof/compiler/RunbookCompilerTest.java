package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runproof.compiler.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The door: bad input of any kind is findings, the same each time, and never an exception. */
class RunbookCompilerTest {

    private static final String CONFIGURATION =
            "{base-url: https://r.example/, runbooks: [runbooks/], alert-rules: [rules/]}";

    private static final String TRANSACTION = """
            name: block-source
            inputs: { source: { type: ip }, namespace: { type: namespace } }
            action: { block-ip: { address: $source, in: $namespace } }
            pre-check: [not-protected]
            max-duration: 30s
            expires: 1h
            """;

    private static final String RULES = "groups: [{name: g, rules: [{alert: A, expr: x, annotations: "
            + "{runbook_url: 'https://r.example/disk/'}}]}]\n";

    @TempDir
    private Path folder;

    private void write(String path, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.write(folder.resolve(path), bytes);
    }

    private void write(String path, String text) throws IOException {
        write(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private CheckReport check() {
        return new RunbookCompiler(folder, List.of())
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    @Test
    void aMissingConfigurationIsAFinding() {
        assertThat(check().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("invalid-configuration");
            assertThat(finding.message()).isEqualTo("there is no configuration runbook.yaml");
        });
        assertThat(check().passed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text", "[a]", "{}", "base-url: [x]", "runbooks: []", "a: [", "base-url: https://r.example/"
            })
    void aConfigurationOfNoUseIsFindings(String text) throws IOException {
        write("runbook.yaml", text);
        assertThat(check().findings()).isNotEmpty();
        assertThat(check().passed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[A, A]",
                "[A, ' A']",
                "[A, 'Appendix: B']",
                "ours",
                "{a: b}",
                "[[A]]",
                "[runproof, A]",
            })
    void sectionsOfNoUseAreFindings(String sections) throws IOException {
        write("runbook.yaml", CONFIGURATION.replace("}", ", sections: " + sections + "}"));
        write("runbooks/disk.md", "# Disk\n");
        write("rules/a.yaml", RULES);
        assertThat(check().findings())
                .extracting(finding -> finding.rule().id())
                .isNotEmpty()
                .containsOnly("invalid-configuration");
    }

    @Test
    void oneWordAsksForOurSections() throws IOException {
        write("runbook.yaml", CONFIGURATION.replace("}", ", sections: runproof}"));
        write("runbooks/disk.md", "# Disk\n");
        write("rules/a.yaml", RULES);
        assertThat(check().findings())
                .extracting(finding -> finding.message())
                .contains("the runbook lacks 6 of 6 sections: Trigger Condition, Severity Classification, Triage Steps "
                        + "(first 5 minutes), Containment Actions, Remediation and Recovery, Post-Incident");
    }

    @Test
    void theSummarySaysWhatWasLookedAt() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/disk.md", "# DiskFull\n");
        write("rules/a.yaml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: x, annotations: {runbook_url: 'https://r.example/disk-full/'}}
                  - {alert: B, expr: x, annotations: {runbook_url: 'https://r.example/b/'}}
                  - {alert: C, expr: x}
                  - {alert: D, expr: x, annotations: {runbook_url: 'https://wiki.example/'}}
                  - {alert: E, expr: x, annotations: {runbook_url: 'https://r.example/{{ $labels.x }}/'}}
                """);
        assertThat(check().summary())
                .isEqualTo(
                        "2 errors, 2 warnings; 5 alerts in 1 file, 1 runbook: 1 linked, 1 to a page that does not exist, "
                                + "1 without a link, 1 to other sites, not checked, 1 not known before they fire, not checked");
        assertThat(check().text(true)).isEqualTo(check().text(true));
    }

    @Test
    void sitesHaveTheirHeadingsAndRunbooks() throws IOException {
        write("runbook.yaml", """
                runbooks: [db/, web/]
                alert-rules: [rules/]
                sites:
                - { at: "https://h/{path}", headings: mkdocs, of: db/** }
                - { at: "https://h/{path}", headings: hugo, of: web }
                - docs/{path}
                values: { region: [eu, us, mars] }
                """);
        write("db/eu.md", "# EU\n\n[the other](../web/us.md#us)\n");
        write("web/us.md", "# US\n\n## Größe\n\n![](../img.png) [x](../db/eu.md#nothing)\n");
        write("rules/a.yaml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: 'x{region!=""}', annotations: {runbook_url: 'https://h/{{ $labels.region }}'}}
                  - {alert: B, expr: x, annotations: {runbook_url: 'https://h/us#größe'}}
                  - {alert: C, expr: x, annotations: {runbook_url: 'docs/us.md#größe'}}
                """);
        assertThat(check().findings())
                .extracting(finding -> finding.span() + " " + finding.message())
                .containsExactly(
                        "rules/a.yaml:4:66 alert A links to a runbook that does not exist: there is no mars where region "
                                + "is mars",
                        "web/us.md:5:5 the link leads to a file that does not exist: there is no img.png",
                        "web/us.md:5:21 the link leads to a heading that db/eu.md lacks: there is no #nothing");
    }

    @Test
    void aFileOfTheLargestSizeIsRead() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        String frontMatter = "---\nalerts: [A]\n---\n";
        write("runbooks/disk.md", frontMatter + " ".repeat((16 << 20) - frontMatter.length()));
        write("rules/a.yaml", RULES);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void whatConfigurationLacksIsNamed() throws IOException {
        write("runbook.yaml", "alert-rules: [rules/]");
        assertThat(check().findings())
                .extracting(finding -> finding.message())
                .containsExactly(
                        "runbook.yaml does not say where runbooks are published", "runbook.yaml has no runbooks");
        write("runbook.yaml", "{base-url: https://r.example, runbooks: [{a: b}], alert-rules: [~, x]}");
        assertThat(check().findings())
                .extracting(finding -> finding.span() + " " + finding.message())
                .containsExactly(
                        "runbook.yaml:1:42 runbooks has no files",
                        "runbook.yaml:1:43 there is no setting a in runbooks",
                        "runbook.yaml:1:65 alert-rules takes files, a folder or a glob, and this is nothing");
    }

    @Test
    void linksMayBeInOneOfSeveralAnnotations() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/disk.md", "# DiskFull\n");
        write("rules/a.yaml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: x, annotations: {runbook: 'https://r.example/disk-full/'}}
                  - {alert: B, expr: x, annotations: {runbook_uri: 'https://r.example/disk-full/', runbook_url: ' '}}
                  - {alert: C, expr: x, annotations: {runbook: 'https://r.example/b/'}}
                  - {alert: D, expr: x, annotations: {runbook_uri: ''}}
                  - {alert: E, expr: x, annotations: {runbook: 'x', runbook_uri: 'x ', runbook_url: x}}
                """);
        assertThat(check().findings())
                .extracting(finding -> finding.rule().id(), finding -> finding.message())
                .containsExactly(
                        tuple("unknown-runbook", "alert C links to a runbook that does not exist: there is no b"),
                        tuple("missing-runbook-url", "alert D has no runbook_uri"),
                        tuple(
                                "link-elsewhere",
                                "alert E links out of the sites of runbook.yaml: the address has no scheme and no host"));

        write("runbook.yaml", CONFIGURATION.replace("{", "{links: [runbook_uri, playbook], "));
        assertThat(check().findings())
                .extracting(Finding::message)
                .containsExactly(
                        "alert A has no runbook_uri",
                        "alert C has no runbook_uri",
                        "alert D has no runbook_uri",
                        "alert E links out of the sites of runbook.yaml: the address has no scheme and no host");
    }

    @Test
    void aRenderedChartIsCountedAndItsSourceRefused() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/shell.md", "---\nalerts: [Shell in pod]\n---\n# Shell\n");
        write("rules/falco.yaml", "- {rule: Shell in pod, desc: d, condition: c, output: o, priority: ALERT}\n");
        write("rules/rendered.yaml", "kind: Pod\n---\nkind: PrometheusRule\nspec: {groups: []}\n");
        assertThat(check().summary())
                .isEqualTo("no findings; 1 alert in 2 files, 1 runbook: 1 linked, 1 file without alerts, "
                        + "1 other resource passed over");

        write("rules/chart/Chart.yaml", "name: chart\nkind: Pod\n");
        write("rules/chart/templates/sub/a.yaml", "groups: [{name: '{{ $labels.x }}', rules: []}]\n");
        write("rules/templates/a.yaml", "groups: [{name: '{{ $labels.x }}', rules: []}]\n");
        assertThat(check().findings())
                .extracting(
                        finding -> finding.rule().id(),
                        finding -> finding.span().toString())
                .containsExactly(
                        tuple("invalid-alert-rules", "rules/chart/Chart.yaml:2:7"),
                        tuple("template-source", "rules/chart/templates/sub/a.yaml:1:18"));
    }

    /** What was not read may be just what the others name. */
    @Test
    void exercisesAndRunbooksAreHeldAgainstEachOtherWhereAllWereRead() throws IOException {
        String exercise = """
                {name: %s, scenario: s, runbooks: [%s], owner: o, participants: [p], duration: 60m, every: 90d,
                 since: 2026-01-01, objectives: {a: b}}
                """;
        write(
                "runbook.yaml",
                CONFIGURATION
                        .replace("[rules/]", "[{files: rules/, optional: true}]")
                        .replaceFirst("}$", ", exercises: [exercises/]}"));
        write("rules/a.yaml", "groups: []");
        write("runbooks/disk.md", "---\nalerts: []\n---\n# Disk\n");
        write("exercises/a.yaml", exercise.formatted("one", "disk-full"));
        assertThat(exercises(false)).containsExactly("error exercise-without-runbook", "warning runbook-not-exercised");
        assertThat(exercises(true))
                .containsExactly(
                        "error exercise-lapsed", "error exercise-without-runbook", "warning runbook-not-exercised");

        write("exercises/b.yml", exercise.formatted("two", "").replace("[]", "disk"));
        assertThat(exercises(false)).containsExactly("error invalid-exercise");
        write("exercises/b.yml", exercise.formatted("two", "disk"));
        write("runbooks/full.md", new byte[] {(byte) 0xFF});
        assertThat(exercises(false)).containsExactly("error unreadable-file");
        Files.delete(folder.resolve("runbooks/full.md"));
        write("exercises/a.yaml", "");
        assertThat(exercises(false)).containsExactly("error invalid-exercise");
        Files.delete(folder.resolve("exercises/a.yaml"));
        assertThat(exercises(false)).isEmpty();
        Files.delete(folder.resolve("exercises/b.yml"));
        assertThat(exercises(false)).containsExactly("error nothing-to-check");
    }

    /** In a run by the clock half a year behind the start of the schedule, or for a change on its first day. */
    private List<String> exercises(boolean scheduled) {
        LocalDate asOf = LocalDate.of(2026, 1, 1).plusDays(scheduled ? 181 : 0);
        return new RunbookCompiler(folder, List.of())
                        .check(
                                folder.resolve("runbook.yaml"),
                                new CheckOptions(asOf, scheduled, Optional.empty(), Optional.empty()))
                        .findings()
                        .stream()
                        .map(finding ->
                                finding.severity().word() + " " + finding.rule().id())
                        .toList();
    }

    @Test
    void alertsThatAreNotThereAreMissedUnlessThatIsDeclared() throws IOException {
        write("runbook.yaml", CONFIGURATION.replace("[rules/]", "[rules/a.yaml, rules/sub/]"));
        write("runbooks/disk.md", "---\nalerts: [A]\n---\n# Disk\n");
        write("rules/a.yaml", RULES);
        write("rules/sub/b.yaml", "groups: [{name: g, rules: [{record: a, expr: x}]}]\n");
        write("rules/sub/c.yaml", "groups: []\n");
        assertThat(check().findings())
                .extracting(finding -> finding.rule().id(), Finding::message, Finding::help)
                .containsExactly(tuple(
                        "nothing-to-check",
                        "there is no alert in the files of rules/sub/",
                        "mend the pattern; where there may be none, write { files: rules/sub/, optional: true }"));

        write("rules/sub/c.yaml", RULES);
        assertThat(check().findings()).isEmpty();
        assertThat(check().summary()).endsWith(", 1 file without alerts");

        write("rules/sub/c.yaml", "groups: [");
        assertThat(check().findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("invalid-yaml");
        assertThat(check().summary()).endsWith(", 1 file not read, 1 file without alerts");

        write("rules/sub/c.yaml", "groups: []\n");
        write(
                "runbook.yaml",
                CONFIGURATION.replace(
                        "[rules/]", "[rules/a.yaml, {files: rules/sub/, optional: true}, {files: x, optional: true}]"));
        assertThat(check().findings()).isEmpty();
        assertThat(check().summary()).endsWith(", 2 files without alerts, 2 patterns allowed to be empty");
    }

    @Test
    void theLedgerSaysWhatBecameOfEachFile() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/disk.md", "---\nalerts: [A]\n---\n# Disk\n");
        write("runbooks/broken.md", new byte[] {(byte) 0xFF});
        write("rules/a.yaml", RULES);
        write("rules/b.yaml", "groups: [");
        write("rules/c.yaml", "groups: []\n");
        assertThat(check().json())
                .contains(
                        "\"filesSeen\" : 5", "\"filesRead\" : 3", "\"filesNotRead\" : 2", "\"filesWithoutAlerts\" : 1");
        assertThat(check().summary()).contains(", 2 files not read, 1 file without alerts");
    }

    @Test
    void aHugeFileIsRefusedWithoutBeingRead() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/disk.md", new byte[(16 << 20) + 1]);
        write("rules/a.yaml", RULES);
        assertThat(check().findings())
                .filteredOn(finding -> !finding.rule().id().equals("unknown-runbook"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.message()).isEqualTo("runbooks/disk.md is larger than 16 MiB"));
    }

    @Test
    void transactionsAreWrittenAndThoseThatAreGoneRemoved() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/scan.md", "# PortScan\n\n## Containment\n\n```yaml transaction\n" + TRANSACTION + "```\n");
        write("rules/a.yaml", RULES);
        GenerateReport report = generate("com.example");
        assertThat(report.summary()).isEqualTo("no findings; 1 transaction compiled");
        assertThat(folder.resolve("java/com/example/BlockSource.java"))
                .content()
                .contains("\"port-scan\"", "\"runbooks/scan.md\"", "below \"Containment\"", "new NotProtected()");
        assertThat(folder.resolve("resources/META-INF/services/dev.runproof.runtime.transaction.TransactionCatalogue"))
                .content()
                .contains("com.example.Catalogue");

        write("runbooks/scan.md", "# PortScan\n");
        assertThat(generate("com.example").summary()).isEqualTo("no findings; 0 transactions compiled");
        assertThat(folder.resolve("java/com/example/BlockSource.java")).doesNotExist();
        assertThat(folder.resolve("java/com/example/Catalogue.java")).doesNotExist();
    }

    @Test
    void nothingIsWrittenIfATransactionIsWrong() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/scan.md", "```yaml transaction\n" + TRANSACTION.replace("block-ip", "block") + "```\n");
        GenerateReport report = generate("com.example");
        assertThat(report.summary()).isEqualTo("1 error; no transaction compiled");
        assertThat(folder.resolve("java")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com.example.", "com.class", "../escape", "com example"})
    void thePackageIsANameOfJava(String name) throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("runbooks/scan.md", "```yaml transaction\n" + TRANSACTION + "```\n");
        assertThat(generate(name).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("cannot be in a package"));
        assertThat(folder.resolve("java")).doesNotExist();
    }

    private GenerateReport generate(String packageName) throws IOException {
        return new RunbookCompiler(folder, List.of(Path.of("src/test/resources/index")))
                .generate(
                        folder.resolve("runbook.yaml"),
                        packageName,
                        folder.resolve("java"),
                        folder.resolve("resources"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bytesAtRandomAreFindings(long seed) throws IOException {
        var random = new Random(seed);
        String letters = "---\n\n::  -[]{}\"'|>&*!%#`~abc \t\r\u0000\uFEFF🚒é";
        write("runbook.yaml", CONFIGURATION.replace("}", ", exercises: [exercises/]}"));
        for (int i = 0; i < 100; i++) {
            var text =
                    new StringBuilder(i % 2 == 0 ? "---\n" : "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: ");
            random.ints(200, 0, letters.length()).forEach(at -> text.append(letters.charAt(at)));
            write("runbooks/r%d.md".formatted(i), text + "\n---\n# T%d\n".formatted(i));
            write("rules/r%d.yaml".formatted(i), text.toString());
            write("runbooks/y%d.runbook.yaml".formatted(i), text.toString());
            write("runbooks/z%d.runbook.yaml".formatted(i), "sections:\n  A: |\n    " + text);
            write("exercises/r%d.yaml".formatted(i), text.toString());
        }
        CheckReport report = check();
        assertThat(report.passed()).as("seed " + seed).isFalse();
        assertThat(report.text(false)).isEqualTo(check().text(false));
    }
}
