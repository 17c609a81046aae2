package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code fail-on} and {@code severities} make of findings: here of two alerts without a link and one to nowhere. */
class PolicyTest {

    private static final String LEDGER =
            "; 3 alerts in 1 file, 1 runbook: 0 linked, " + "1 to a page that does not exist, 2 without a link";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write("runbooks/disk.md", "---\nalerts: []\n---\n# DiskFull\n");
        write("rules/a.yaml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: x}
                  - {alert: B, expr: x}
                  - {alert: C, expr: x, annotations: {runbook_url: 'https://r.example/c/'}}
                """);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private CheckReport check(String settings) throws IOException {
        write(
                "runbook.yaml",
                "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n" + settings + "\n");
        return new RunbookCompiler(folder, List.of())
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fail-on: error                                                             | false | 3 errors
            severities: {}                                                             | false | 3 errors
            fail-on: warning | false | 3 errors
            fail-on: never                                                             | true  | 3 errors let pass, for fail-on is never
            severities: {missing-runbook-url: warning, unknown-runbook: note}          | true  | 2 warnings, 1 note
            {fail-on: warning, severities: {missing-runbook-url: warning, unknown-runbook: note}} | false | 2 warnings, 1 note
            {fail-on: warning, severities: {missing-runbook-url: note, unknown-runbook: note}}    | true  | 3 notes
            severities: {missing-runbook-url: off}                                     | false | 1 error; switched off: 2 missing-runbook-url
            severities: {missing-runbook-url: off, unknown-runbook: off} | true | no findings; switched off: 2 missing-runbook-url, 1 unknown-runbook
            """)
    void findingsWeighWhatTheConfigurationSays(String settings, boolean passes, String summary) throws IOException {
        CheckReport report = check(
                settings.startsWith("{")
                        ? settings.substring(1, settings.length() - 1).replace(", severities", "\nseverities")
                        : settings);
        assertThat(report.summary()).isEqualTo(summary + LEDGER);
        assertThat(report.passed()).isEqualTo(passes);
    }

    @Test
    void theWeightIsShownInEachReport() throws IOException {
        CheckReport report = check("severities: {missing-runbook-url: warning, unknown-runbook: off}");
        assertThat(report.text(false))
                .contains(": warning[missing-runbook-url]: ")
                .doesNotContain("error");
        assertThat(report.sarif()).contains("\"level\" : \"warning\"", "1 of unknown-runbook");
        assertThat(report.json()).contains("\"severity\" : \"warning\"", "\"unknown-runbook\" : 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            severities: {missing-runbok-url: off} | there is no finding missing-runbok-url | did you mean missing-runbook-url?
            severities: {x: off} | there is no finding x | findings have the ids that reports show in brackets
            severities: {missing-runbook-url: fatal} | missing-runbook-url cannot be fatal | write one of error, warning, note, off
            severities: {missing-runbook-url: } | missing-runbook-url cannot be nothing | write one of error, warning, note, off
            severities: [missing-runbook-url] | severities takes the ids of findings with their severities, and this is a list | write it as in severities: { missing-runbook-url: warning }
            severities: {duplicate-slug: {critical: error}} | duplicate-slug is not found in alerts, so that their severity cannot decide what it weighs | write one of error, warning, note, off
            severities: {unknown-runbook: {critical: page}} | critical cannot be page | write one of error, warning, note, off
            fail-on: note | fail-on cannot be note | write one of error, warning, never
            fail-on: [error] | fail-on takes a severity, and this is a list | write one of error, warning, never
            """)
    void aSettingThatIsNotOneIsAFinding(String settings, String message, String help) throws IOException {
        assertThat(check(settings).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("invalid-configuration");
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.help()).isEqualTo(help);
        });
    }

    /** Critical ones must, warnings may. */
    @Test
    void theSeverityOfTheAlertDecides() throws IOException {
        write("rules/a.yaml", """
                groups:
                - name: g
                  rules:
                  - {alert: A, expr: x, labels: {severity: critical}}
                  - {alert: B, expr: x, labels: {severity: warning}}
                  - {alert: C, expr: x, labels: {severity: info}}
                  - {alert: D, expr: x}
                  - {alert: E, expr: x, labels: {severity: critical}, annotations: {runbook_url: 'https://r.example/c/'}}
                """);
        CheckReport report = check("""
                severities:
                  missing-runbook-url: {critical: error, info: off, default: warning}
                  unknown-runbook: {critical: warning}
                """);
        assertThat(report.findings())
                .extracting(finding ->
                        finding.severity().word() + " " + finding.message().split(" ", 3)[1])
                .containsExactly("error A", "warning B", "warning D", "warning E");
        assertThat(report.summary()).startsWith("1 error, 3 warnings; switched off: 1 missing-runbook-url; ");
        assertThat(check("severities: {missing-runbook-url: {critical: warning}}")
                        .findings())
                .as("without a default the rule's own")
                .extracting(finding -> finding.severity().word())
                .containsExactly("warning", "error", "error", "error", "error");
    }

    /** Falco has priorities, in any case, and a long and a short name for one of them. */
    @Test
    void thePriorityOfAFalcoRuleIsItsSeverity() throws IOException {
        write("rules/a.yaml", """
                - {rule: A, desc: d, condition: c, output: o, priority: CRITICAL}
                - {rule: B, desc: d, condition: c, output: o, priority: Warning}
                - {rule: C, desc: d, condition: c, output: o, priority: informational}
                - {rule: D, desc: d, condition: c, output: o, priority: INFO}
                - {rule: E, desc: d, condition: c, output: o, priority: Emergency}
                """);
        CheckReport report =
                check("severities: {falco-rule-without-runbook: {critical: note, warning: error, info: off}}");
        assertThat(report.findings())
                .extracting(finding -> finding.severity().word() + " "
                        + finding.message().substring(finding.message().length() - 1))
                .as("without a default the rule's own: an emergency pages")
                .containsExactly("note A", "error B", "error E");
        assertThat(report.summary()).contains("switched off: 2 falco-rule-without-runbook");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid-alert-rules",
        "invalid-alertmanager",
        "invalid-template",
        "invalid-configuration",
        "invalid-index",
        "invalid-yaml",
        "nothing-to-check",
        "unreadable-file"
    })
    void whatWasNotReadCannotBeMadeToPass(String rule) throws IOException {
        CheckReport report = check("severities: {" + rule + ": warning}");
        assertThat(report.passed()).isFalse();
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo(
                                "the severity of " + rule + " cannot be changed: what was not read was not checked"));
    }

    @Test
    void reportsAreTheSameEachTimeAndNameNoMachine() throws IOException {
        CheckReport report = check("");
        assertThat(report.sarif()).isEqualTo(check("").sarif()).doesNotContain(folder.toString());
        assertThat(report.json()).isEqualTo(check("").json()).doesNotContain(folder.toString());
    }

    @Test
    void aBrokenConfigurationFailsWhateverItSays() throws IOException {
        assertThat(check("fail-on: never\nsite: x").passed()).isFalse();
    }
}
