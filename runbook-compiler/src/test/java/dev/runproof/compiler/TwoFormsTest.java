package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runbook in YAML is found fault with as the same in Markdown is, and compiled to the same. */
class TwoFormsTest {

    private static final String MARKDOWN = """
            ---
            slug: Own Page
            alerts: [DiskFull, DiskGone]
            ---
            # Runbook: DiskFull

            TODO: an introduction

            ## Triage

            Look. TODO

            ```yaml transactions
            name: misspelt
            ```

            ## Meaning

            <!-- nothing that anybody sees -->

            ## Appendix: Names

            1. one
               - ...

            ## Impact

            TBD

            ## Mitigate

            text `TODO` text

            ```yaml transaction
            name: block-source
            inputs: { source: { type: ip }, namespace: { type: namespace }, other: { type: ip } }
            action: { block-ip: { address: $sorce, in: $namespace } }
            max-duration: 30s

            expires: 1h
            ```
            """;

    private static final String YAML = """
            slug: Own Page
            alerts: [DiskFull, DiskGone]
            title: "Runbook: DiskFull"
            introduction: |
              TODO: an introduction
            sections:
              Triage: |
                Look. TODO

                ```yaml transactions
                name: misspelt
                ```
              Meaning: |
                <!-- nothing that anybody sees -->
              "Appendix: Names": |
                1. one
                   - ...
              Impact: TBD
              Mitigate: |
                text `TODO` text
            transactions:
              - name: block-source
                inputs: { source: { type: ip }, namespace: { type: namespace }, other: { type: ip } }
                action: { block-ip: { address: $sorce, in: $namespace } }
                max-duration: 30s

                expires: 1h
            """;

    private static final String CONFIGURATION = """
            base-url: https://r.example/
            runbooks: [runbooks/]
            alert-rules: [rules.yaml]
            sections: [Meaning, Impact, Triage, Mitigation]
            """;

    private static final String RULES = """
            groups:
            - name: g
              rules:
              - {alert: DiskFull, expr: x, annotations: {runbook_url: 'https://r.example/disk-full/'}}
            """;

    @TempDir
    private Path folder;

    private CheckReport check(String name, String text) throws IOException {
        prepare(name, text);
        return new RunbookCompiler(folder, List.of(Path.of("src/test/resources/index")))
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    private void prepare(String name, String text) throws IOException {
        write("runbook.yaml", CONFIGURATION);
        write("rules.yaml", RULES);
        for (String old : List.of("see.md", "disk.md")) {
            Files.deleteIfExists(folder.resolve("runbooks").resolve(old));
        }
        write("runbooks/" + name, text);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    /** What is said, and of what text: the places differ, the texts there do not, but for the marks of headings. */
    private static List<String> told(CheckReport report) {
        return report.findings().stream()
                .map(finding -> finding.severity() + " " + finding.rule().id() + " " + finding.message() + " | "
                        + finding.help() + " | " + at(finding))
                .map(text -> text.replace("write ## Mitigation", "write Mitigation: below sections:"))
                .map(text -> text.replaceAll("line \\d+", "line"))
                .sorted()
                .toList();
    }

    private static String at(Finding finding) {
        return finding.span()
                .text()
                .replaceFirst("^## ", "")
                .replaceFirst("^# (.*)", "\"$1\"")
                .replaceFirst("^\"(Appendix.*)\"$", "$1")
                .replaceFirst("^(```yaml transaction|name: block-source)$", "a transaction");
    }

    @Test
    void theSameIsFoundInBoth() throws IOException {
        CheckReport markdown = check("disk.md", MARKDOWN);
        CheckReport yaml = check("disk.runbook.yaml", YAML);
        assertThat(told(yaml)).isEqualTo(told(markdown));
        assertThat(markdown.findings())
                .extracting(finding -> finding.rule().id())
                .contains(
                        "invalid-front-matter",
                        "unknown-alert",
                        "template-text",
                        "empty-section",
                        "section-order",
                        "appendix-order",
                        "missing-section",
                        "unknown-block",
                        "unknown-input")
                .hasSizeGreaterThan(10);
        assertThat(yaml.findings())
                .extracting(finding ->
                        finding.span().toString() + " " + finding.rule().id())
                .contains(
                        "runbooks/disk.runbook.yaml:1:7 invalid-front-matter",
                        "runbooks/disk.runbook.yaml:2:20 unknown-alert",
                        "runbooks/disk.runbook.yaml:8:11 template-text",
                        "runbooks/disk.runbook.yaml:10:5 unknown-block",
                        "runbooks/disk.runbook.yaml:13:3 empty-section",
                        "runbooks/disk.runbook.yaml:17:10 template-text",
                        "runbooks/disk.runbook.yaml:24:36 unknown-input");
    }

    @Test
    void oneRunbookInBothIsToldOnce() throws IOException {
        check("disk.md", "---\nalerts: [DiskFull]\n---\n# DiskFull\n");
        write("runbook.yaml", "{base-url: 'https://r.example/', runbooks: [runbooks/], alert-rules: [rules.yaml]}");
        write("runbooks/disk.runbook.yaml", "title: DiskFull\nsections: {}\n");
        assertThat(found()).containsExactly("duplicate-slug");
        write("rules.yaml", "groups: []");
        write("runbooks/disk.md", "---\nalerts: []\n---\n# DiskFull\n");
        write("runbooks/disk.runbook.yaml", "title: DiskFull\nalerts: []\nsections: {}\n");
        write(
                "runbook.yaml",
                "{sites: ['https://r.example/{path}'], runbooks: [runbooks/],"
                        + " alert-rules: [{files: rules.yaml, optional: true}]}");
        assertThat(found()).containsExactly("duplicate-runbook");
    }

    private List<String> found() {
        return new RunbookCompiler(folder, List.of())
                        .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)))
                        .findings()
                        .stream()
                        .map(finding -> finding.rule().id())
                        .toList();
    }

    /** A comment of YAML holds for what is below it, as one of HTML does in Markdown. */
    @Test
    void findingsAreAnsweredForInYaml() throws IOException {
        String ignored = "# runproof-ignore template-text owner=storage until=2026-12-31 reason=\"in review\"\n";
        String runbook = "title: DiskFull\nalerts: [DiskFull]\nsections:\n%s  Impact: |\n    What is it? TODO\n";
        write("runbook.yaml", "{base-url: 'https://r.example/', runbooks: [runbooks/], alert-rules: [rules.yaml]}");
        write("rules.yaml", RULES);
        write("runbooks/disk.runbook.yaml", runbook.formatted(""));
        assertThat(found()).containsExactly("template-text");
        write("runbooks/disk.runbook.yaml", runbook.formatted("  " + ignored));
        assertThat(found()).isEmpty();
    }

    @Test
    void transactionsCompileToTheSameClass() throws IOException {
        String block = "name: see\ninputs:\n  pod: { type: namespace }\n  ip: { type: ip }\naction:\n"
                + "  block-ip: { address: $ip, in: $pod }\n\nmax-duration: 30s # enough\nexpires: never";
        assertThat(generated("see.md", "# See\n\n```yaml transaction\n" + block + "\n```\n"))
                .isEqualTo(generated(
                        "see.runbook.yaml",
                        "title: See\nsections: {}\ntransactions:\n  - " + block.replace("\n", "\n    ") + "\n"))
                .contains("sha256:");
    }

    private String generated(String name, String text) throws IOException {
        prepare(name, text);
        GenerateReport report = new RunbookCompiler(folder, List.of(Path.of("src/test/resources/index")))
                .generate(folder.resolve("runbook.yaml"), "a", folder.resolve("java"), folder.resolve("resources"));
        assertThat(report.text(false)).isEmpty();
        return Files.readString(folder.resolve("java/a/See.java"))
                .replaceAll("see\\.(md|runbook\\.yaml)", "see")
                .replaceAll("(runbooks/see:|see\",\\s+)\\d+", "$1");
    }

    /** The runbooks of the corpus, each written in YAML: as many findings of each kind, of the same files. */
    @Test
    void theSameIsFoundInRealRunbooks() throws IOException {
        Optional<Path> corpus = Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(path -> path.resolve("shared/corpus/kube-prometheus"))
                .filter(Files::isDirectory)
                .findFirst();
        if (corpus.isEmpty()) {
            System.out.println(
                    "SKIPPED TwoFormsTest: there is no folder shared/corpus/kube-prometheus beside the checkout");
        }
        assumeTrue(corpus.isPresent(), "no corpus beside the checkout");
        write("runbook.yaml", configuration(corpus.get(), corpus.get().resolve("runbooks") + "/**/[!_]*.md"));
        CheckReport markdown = new RunbookCompiler(corpus.get().resolve("runbooks"), List.of())
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
        int written = 0;
        for (Runbook runbook : markdown.runbooks()) {
            write("runbooks/" + runbook.path() + ".runbook.yaml", inYaml(runbook));
            written++;
        }
        assertThat(written).isEqualTo(108);
        write("runbook.yaml", configuration(corpus.get(), "runbooks/"));
        CheckReport yaml = new RunbookCompiler(folder.resolve("runbooks"), List.of())
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
        assertThat(inRunbooks(yaml)).isEqualTo(inRunbooks(markdown));
        assertThat(yaml.ledger()).isEqualTo(markdown.ledger());
    }

    private static String configuration(Path corpus, String runbooks) {
        return """
                sites: ["https://runbooks.prometheus-operator.dev/runbooks/{path|lower}"]
                runbooks: ["%s"]
                alert-rules: ["%s/rules"]
                sections: [Meaning, Impact, Diagnosis, Mitigation]
                """.formatted(runbooks, corpus);
    }

    private static List<String> inRunbooks(CheckReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.rule().aboutAlerts())
                .map(finding -> finding.severity() + " "
                        + finding.span().file().path().replaceFirst("\\.(md|runbook\\.yaml)$", "") + " "
                        + finding.rule().id() + " " + finding.message())
                .sorted()
                .toList();
    }

    private static String inYaml(Runbook runbook) {
        String text = runbook.file().text();
        int first = runbook.sections().isEmpty()
                ? text.length()
                : runbook.sections().get(0).heading().span().start();
        int top = runbook.document().headings().stream()
                .filter(heading -> heading.level() == 1)
                .findFirst()
                .map(heading -> heading.span().end())
                .orElse(runbook.document().span().start());
        return "title: '" + runbook.title().value().replace("'", "''") + "'\n"
                + block("introduction", text.substring(Math.min(top, first), first), "")
                + (runbook.sections().isEmpty() ? "sections: {}\n" : "sections:\n")
                + runbook.sections().stream().map(section -> section(section)).collect(Collectors.joining());
    }

    private static String section(Section section) {
        return block(
                "'" + section.heading().text().replace("'", "''") + "'",
                section.body().text(),
                "  ");
    }

    private static String block(String key, String text, String indentation) {
        return indentation + key + ": |2\n"
                + text.lines()
                        .map(line -> line.isBlank() ? "" : indentation + "  " + line)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }
}
