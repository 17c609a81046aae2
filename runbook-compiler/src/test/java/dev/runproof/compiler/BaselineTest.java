package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was wrong when the gate came is known; what is new is not. */
class BaselineTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Optional<String> OWNER = Optional.of("storage-oncall");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("runbooks"));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(
                folder.resolve("runbook.yaml"),
                "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n");
        Files.writeString(folder.resolve("runbooks/a.md"), "---\nalerts: []\n---\n# A\n");
        rules("a", "One", "Two");
    }

    private void rules(String name, String... alerts) throws IOException {
        var text = new StringBuilder("groups:\n- name: g\n  rules:\n");
        for (String alert : alerts) {
            text.append("  - alert: ").append(alert).append("\n    expr: up{job=\"x\"} < 1\n");
            text.append("    for: 5m\n    annotations:\n      summary: It is down\n");
        }
        Files.writeString(folder.resolve("rules/" + name + ".yaml"), text);
    }

    private CheckReport check() {
        return check(folder);
    }

    private CheckReport check(Path root) {
        return new RunbookCompiler(root, List.of()).check(folder.resolve("runbook.yaml"), CheckOptions.asOf(DAY));
    }

    private BaselineReport baseline(Optional<String> owner) throws IOException {
        return new RunbookCompiler(folder, List.of())
                .baseline(folder.resolve("runbook.yaml"), DAY, owner, InputStream.nullInputStream());
    }

    private Path file() {
        return folder.resolve("findings.baseline");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file()).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private List<String> messages() {
        return check().findings().stream().map(finding -> finding.message()).toList();
    }

    @Test
    void tenThousandAlertsWithoutRunbooksAreAdoptedAtOnceAndOneMoreIsRed() throws IOException {
        Files.delete(folder.resolve("rules/a.yaml"));
        for (int file = 0; file < 100; file++) {
            var alerts = new ArrayList<String>();
            for (int i = 0; i < 100; i++) {
                alerts.add("Alert%02dOf%02d".formatted(i, file));
            }
            rules("service-" + file, alerts.toArray(String[]::new));
        }
        assertThat(check().passed()).isFalse();
        assertThat(baseline(OWNER).summary()).isEqualTo("findings.baseline holds 10000 findings, all of them new");
        assertThat(check().findings()).isEmpty();
        assertThat(check().summary())
                .isEqualTo("no findings, 10000 in the baseline; "
                        + "10000 alerts in 100 files, 1 runbook: 0 linked, 10000 without a link");
        rules("new", "AlertOfMine");
        assertThat(messages()).containsExactly("alert AlertOfMine has no runbook_url");
        assertThat(check().passed()).isFalse();
        assertThat(baseline(Optional.empty()).summary())
                .as("nobody adds to it")
                .isEqualTo("findings.baseline holds 10000 findings, 0 mended are taken out; 1 finding is not in it");
        assertThat(check().passed()).isFalse();
    }

    @Test
    void itIsSortedAndTheSameEachTimeAndSaysWhoAndSinceWhen() throws IOException {
        rules("b", "Three");
        baseline(OWNER);
        assertThat(lines().subList(0, 2)).containsExactly("owner: storage-oncall", "since: 2026-11-22");
        List<String> entries = lines().subList(2, lines().size());
        assertThat(entries)
                .allMatch(line -> line.matches("missing-runbook-url [0-9a-f]{32} rules/[ab]\\.yaml"))
                .hasSize(3);
        String first = Files.readString(file());
        Files.delete(file());
        baseline(OWNER);
        assertThat(Files.readString(file())).isEqualTo(first);
    }

    @Test
    void linesMayMoveAndOtherAlertsBeAddedInBetween() throws IOException {
        baseline(OWNER);
        rules("a", "Two", "Three", "One");
        assertThat(messages()).containsExactly("alert Three has no runbook_url");
    }

    /** As many as before, but not the same. */
    @Test
    void toMendOneAndAddAnotherIsNoTrade() throws IOException {
        baseline(OWNER);
        rules("a", "One", "Three");
        assertThat(messages())
                .containsExactly(
                        "this missing-runbook-url is mended; it could come back unseen",
                        "alert Three has no runbook_url");
    }

    @Test
    void itIsTheSameWhereverTheCheckIsCalled() throws IOException {
        Files.writeString(folder.resolve("runbooks/b.md"), "---\nalerts: []\n---\n# B\n[x](a.md#nowhere)\n");
        baseline(OWNER);
        assertThat(check(folder).findings()).isEmpty();
        assertThat(check(folder.resolve("..")).findings()).isEmpty();
        Files.delete(folder.resolve("runbooks/b.md"));
        Files.delete(file());
        baseline(OWNER);
        assertThat(check(folder.resolve("rules")).findings()).isEmpty();
    }

    @Test
    void whatIsMendedIsToldAndTakenOutAndDoesNotComeBack() throws IOException {
        rules("a", "One", "Two", "Three");
        baseline(OWNER);
        rules("a", "One");
        assertThat(messages())
                .containsExactly("this missing-runbook-url is mended, and so is 1 more; it could come back unseen");
        assertThat(check().passed()).as("a warning").isTrue();
        assertThat(baseline(Optional.empty()).summary())
                .isEqualTo("findings.baseline holds 1 finding, 2 mended are taken out");
        assertThat(check().findings()).isEmpty();
        rules("a", "One", "Two");
        assertThat(messages()).containsExactly("alert Two has no runbook_url");
    }

    @Test
    void theLastOneTakesTheFileWithIt() throws IOException {
        baseline(OWNER);
        Files.writeString(
                folder.resolve("rules/a.yaml"),
                "groups: [{name: g, rules: [{alert: A, expr: x, annotations: "
                        + "{runbook_url: 'https://r.example/a/'}}]}]\n");
        Files.writeString(folder.resolve("runbooks/a.md"), "---\nalerts: [A]\n---\n# A\n");
        assertThat(baseline(Optional.empty()).summary()).isEqualTo("all of it is mended: findings.baseline is removed");
        assertThat(file()).doesNotExist();
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void itIsMadeOnlyWhereSomebodyAnswersForItAndOnlyOnce() throws IOException {
        assertThat(baseline(Optional.empty()).summary())
                .startsWith("findings.baseline was not written: there is none yet; say who");
        assertThat(baseline(Optional.of("a\nsince: 2020-01-01")).passed()).isFalse();
        assertThat(file()).doesNotExist();
        baseline(OWNER);
        rules("b", "Three");
        assertThat(baseline(OWNER).summary())
                .isEqualTo(
                        "findings.baseline was not written: there is one already, and it only becomes less; mend what is new");
        assertThat(lines()).hasSize(4);
    }

    @Test
    void whereSomethingIsNotReadNothingIsWrittenAndNothingIsMended() throws IOException {
        Files.writeString(folder.resolve("rules/b.yaml"), "groups: [\n");
        BaselineReport report = baseline(OWNER);
        assertThat(report.passed()).isFalse();
        assertThat(report.text(false)).contains("rules/b.yaml:", "error[invalid-yaml]");
        assertThat(file()).doesNotExist();
        Files.delete(folder.resolve("rules/b.yaml"));
        baseline(OWNER);
        Files.writeString(folder.resolve("rules/a.yaml"), "groups: [\n");
        assertThat(check().findings())
                .extracting(finding -> finding.rule().id())
                .containsOnly("invalid-yaml");
    }

    /** What was not read, and what a change does to the gate, is never known. */
    @Test
    void itTakesInOnlyWhatIsShownAndCanBeKnown() throws IOException {
        Files.writeString(folder.resolve("rules/b.yaml"), """
                groups:
                - name: g
                  rules:
                  # runproof-ignore missing-runbook-url owner=a until=2026-12-01 reason=b
                  - {alert: Three, expr: up == 1, for: 5m}
                """);
        Files.writeString(
                folder.resolve("runbook.yaml"),
                Files.readString(folder.resolve("runbook.yaml")) + "severities: {orphan-runbook: 'off'}\n");
        Files.writeString(folder.resolve("runbooks/b.md"), "# B\n");
        baseline(OWNER);
        assertThat(lines()).hasSize(4);
        assertThat(check().summary())
                .startsWith("no findings, 1 suppressed, 2 in the baseline; switched off: 1 orphan-runbook; ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <<<<<<< main                                                   | 3:1 this line is no finding
            missing-runbook-url 0123 rules/a.yaml                          | 3:1 this line is no finding
            'since: 2026-11-23'                                            | 3:1 this line is no finding
            Missing_Url 0123456789abcdef0123456789abcdef rules/a.yaml      | 3:1 this line is no finding
            missing-runbook-url 0123456789abcdef0123456789abcdef           | 3:1 this line is no finding
            """)
    void aLineThatIsNoneIsTold(String line, String told) throws IOException {
        Files.writeString(file(), "owner: a\nsince: 2026-11-22\n" + line + "\n");
        assertThat(check().findings())
                .filteredOn(finding -> finding.rule().id().equals("invalid-baseline"))
                .extracting(finding -> finding.span() + " " + finding.message())
                .containsExactly("findings.baseline:" + told);
        assertThat(check().passed()).isFalse();
        assertThat(baseline(OWNER).passed()).isFalse();
    }

    @Test
    void oneOfNobodyIsTold() throws IOException {
        Files.writeString(file(), "since: 2026-11-22\n");
        assertThat(messages()).contains("it does not say who answers for it");
        Files.writeString(file(), "owner: a\nsince: tomorrow\n");
        assertThat(messages()).contains("this line is no finding");
        Files.writeString(file(), "owner: a\n");
        assertThat(messages()).contains("it does not say since when it holds");
    }

    @Test
    void theGuardTellsOfOneThatGrows() throws IOException {
        baseline(OWNER);
        Path base = folder.resolve("base");
        Files.createDirectories(base);
        Files.copy(folder.resolve("runbook.yaml"), base.resolve("runbook.yaml"));
        List<String> entries = Files.readAllLines(file());
        Files.write(base.resolve("findings.baseline"), entries.subList(0, entries.size() - 1));
        var options = CheckOptions.asOf(DAY).comparedWith(base);
        var compiler = new RunbookCompiler(folder, List.of());
        assertThat(compiler.check(folder.resolve("runbook.yaml"), options).findings())
                .extracting(finding -> finding.span() + " " + finding.message())
                .containsExactly("findings.baseline:6:1 this weakens the gate: 1 finding is new in the baseline, "
                        + "such as missing-runbook-url in rules/a.yaml");
        Files.write(base.resolve("findings.baseline"), entries);
        assertThat(compiler.check(folder.resolve("runbook.yaml"), options).findings())
                .isEmpty();
        Files.write(file(), entries.subList(0, entries.size() - 1));
        assertThat(compiler.check(folder.resolve("runbook.yaml"), options).findings())
                .as("one that becomes less")
                .noneMatch(finding -> finding.rule().aboutChange());
        Files.write(file(), entries);
        Files.delete(base.resolve("findings.baseline"));
        assertThat(compiler.check(folder.resolve("runbook.yaml"), options).findings())
                .extracting(finding -> finding.message())
                .containsExactly("this weakens the gate: 2 findings are new in the baseline, "
                        + "such as missing-runbook-url in rules/a.yaml");
    }

    /** As after a merge that kept the lines of both sides. */
    @Test
    void theOrderOfLinesDoesNotMatter() throws IOException {
        baseline(OWNER);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        Collections.reverse(lines);
        Files.write(file(), lines);
        assertThat(check().findings()).isEmpty();
    }

    @Test
    void reportsHaveWhatIsKnown() throws IOException {
        baseline(OWNER);
        assertThat(check().sarif())
                .contains("\"kind\" : \"external\"", "\"justification\" : \"In the baseline, findings.baseline.\"");
        assertThat(check().json()).contains("\"known\" : [", "\"findings\" : [ ]");
    }
}
