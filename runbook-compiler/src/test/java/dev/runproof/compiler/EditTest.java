package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.edit.ValidationEdits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written into files of others: that, and no other byte. */
class EditTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final ValidationEdits REVIEW = new ValidationEdits(DAY, "a \"b\"", "review", "PR 7: read");

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write("runbook.yaml", "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n");
        write("runbooks/disk-full.md", "---\nalerts: [DiskFull] # ours\n---\n# DiskFull\n");
        write("rules/disk.yaml", rules("    annotations:\n      runbook_url: https://r.example/disk-full/\n"));
    }

    private static String rules(String annotations) {
        return "# Ours.\ngroups:\n- name: g\n  rules:\n  - alert: DiskFull   # why\n    expr: disk{namespace!=\"\", pod=~\".+\"} > 1\n"
                + "    for: 5m\n" + annotations + "  # the end\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private RunbookCompiler compiler() {
        return new RunbookCompiler(
                folder, List.of(Path.of("src/test/resources/index"), Path.of("src/test/resources/index-of-pods")));
    }

    private EditReport fix(boolean dry) throws IOException {
        return compiler().fix(folder.resolve("runbook.yaml"), Optional.empty(), dry);
    }

    private EditReport fixAndBegin() throws IOException {
        return compiler().fix(folder.resolve("runbook.yaml"), Optional.of("storage-oncall"), false);
    }

    private EditReport validated(String slug) throws IOException {
        return compiler().validated(folder.resolve("runbook.yaml"), slug, REVIEW, false);
    }

    private EditReport begin(String alert) throws IOException {
        return compiler().newRunbook(folder.resolve("runbook.yaml"), alert, "storage-oncall", Optional.empty(), false);
    }

    private String check() {
        return compiler()
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(DAY))
                .text(false);
    }

    @Test
    void theFirstRunbookIsBegunWhereThereIsNone() throws IOException {
        Files.delete(folder.resolve("runbooks/disk-full.md"));
        assertThat(fix(false).text(false)).contains("nothing-to-check");
        assertThat(begin("DiskFull").passed()).isTrue();
        assertThat(text("runbooks/disk-full.md")).startsWith("---\n").contains("# Runbook: DiskFull");
    }

    @Test
    void runbooksAreBegunWhereThereIsNotEvenAFolder() throws IOException {
        Files.delete(folder.resolve("runbooks/disk-full.md"));
        Files.delete(folder.resolve("runbooks"));
        EditReport report = fixAndBegin();
        assertThat(report.passed()).as(report.summary()).isTrue();
        assertThat(text("runbooks/disk-full.md")).contains("storage-oncall");
        assertThat(check()).doesNotContain("nothing-to-check", "unknown-runbook");
    }

    @Test
    void nothingIsBegunWhereAlertsAreMissing() throws IOException {
        Files.delete(folder.resolve("rules/disk.yaml"));
        assertThat(begin("DiskFull").text(false)).contains("nothing-to-check");
        assertThat(fixAndBegin().text(false)).contains("nothing-to-check");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                         | '    annotations:%n      runbook_url: https://r.example/disk-full/%n'
            '    annotations:%n      summary: x%n'     | '    annotations:%n      runbook_url: https://r.example/disk-full/%n      summary: x%n'
            '    annotations: {summary: x}%n'          | '    annotations: {runbook_url: "https://r.example/disk-full/", summary: x}%n'
            '    annotations: { }  # y%n'              | '    annotations: {runbook_url: "https://r.example/disk-full/" }  # y%n'
            '    annotations:%n%n    # a%n        summary: x%n' | '    annotations:%n        runbook_url: https://r.example/disk-full/%n%n    # a%n        summary: x%n'
            """)
    void aLinkThatARunbookKnowsIsAddedAndNothingElse(String before, String after) throws IOException {
        write("rules/disk.yaml", rules(before.formatted()));
        String expected = rules(after.formatted());
        if (before.isEmpty()) {
            expected = rules("").replace("# why\n", "# why\n" + after.formatted());
        }
        String untouched = text("rules/disk.yaml");
        EditReport dry = fix(true);
        assertThat(dry.text(false))
                .startsWith("--- rules/disk.yaml\n+++ rules/disk.yaml\n@@ -")
                .contains("\n+");
        assertThat(text("rules/disk.yaml")).isEqualTo(untouched);
        assertThat(fix(false).summary()).isEqualTo("wrote rules/disk.yaml");
        assertThat(text("rules/disk.yaml")).isEqualTo(expected);
        assertThat(check()).isEmpty();
        assertThat(fix(false).summary()).isEqualTo("there is nothing to do");
    }

    @Test
    void bytesThatAreNoTextAndEndsOfLinesStay() throws IOException {
        write(
                "rules/disk.yaml",
                "\uFEFF" + rules("    annotations:\n      summary: x\n").replace("\n", "\r\n"));
        fix(false);
        assertThat(text("rules/disk.yaml"))
                .isEqualTo("\uFEFF"
                        + rules("    annotations:\n      runbook_url: https://r.example/disk-full/\n      summary: x\n")
                                .replace("\n", "\r\n"));
    }

    @Test
    void whatCannotBeWrittenWithoutChangingMoreIsLeft() throws IOException {
        String flow = "groups: [{name: g, rules: [{alert: DiskFull, expr: x > 1, for: 5m}]}]\n";
        write("rules/disk.yaml", flow);
        assertThat(fix(false).summary()).isEqualTo("there is nothing to do");
        assertThat(text("rules/disk.yaml")).isEqualTo(flow);
    }

    @Test
    void theNameOfAPageInOtherLettersIsCorrectedAndItsRestKept() throws IOException {
        write("rules/disk.yaml", rules("    annotations:\n      runbook_url: 'https://r.example/Disk-Full/#x'\n"));
        assertThat(fix(false).summary()).isEqualTo("wrote rules/disk.yaml");
        assertThat(text("rules/disk.yaml"))
                .isEqualTo(rules("    annotations:\n      runbook_url: 'https://r.example/disk-full/#x'\n"));
        assertThat(fix(false).summary()).isEqualTo("there is nothing to do");
    }

    @Test
    void aPageThatHasAnotherNameGetsARedirect() throws IOException {
        write("slugs.lock", "full-disk runbooks/disk-full.md\ndisk-full runbooks/disk-full.md\n");
        write("redirects.yaml", "# ours\nold: disk-full");
        assertThat(fix(false).summary()).isEqualTo("wrote redirects.yaml");
        assertThat(text("redirects.yaml")).isEqualTo("# ours\nold: disk-full\nfull-disk: disk-full\n");
        assertThat(check()).isEmpty();
        assertThat(fix(false).summary()).isEqualTo("there is nothing to do");
    }

    @Test
    void aValidationIsWrittenDownAndTheGateTakesIt() throws IOException {
        write("runbook.yaml", text("runbook.yaml") + "max-age: 90d\n");
        assertThat(check()).contains("missing-validation");
        assertThat(validated("disk-full").summary()).isEqualTo("wrote validations.yaml, runbooks/disk-full.md");
        assertThat(text("runbooks/disk-full.md"))
                .isEqualTo("---\nalerts: [DiskFull] # ours\nlast-validated: 2026-11-22\n---\n# DiskFull\n");
        assertThat(check()).isEmpty();
        String once = text("validations.yaml");
        assertThat(once).startsWith("disk-full:\n  records:\n    - date: 2026-11-22\n      who: \"a \\\"b\\\"\"\n");
        assertThat(validated("disk-full").summary()).isEqualTo("there is nothing to do");
        assertThat(validated("disk-ful").summary())
                .isEqualTo("nothing was written: there is no runbook disk-ful; did you mean disk-full?");
    }

    @Test
    void recordsAndCommentsOfOthersStay() throws IOException {
        String record = "date: 2026-01-02, who: c, how: review, reference: d, steps: 'v1:sha256:" + "0".repeat(64)
                + "', alerts: 'v1:sha256:" + "1".repeat(64) + "'";
        String before =
                "# ours\na:\n  records:\n  - {" + record + "}\n\n# of disks\ndisk-full:\n  # kept\n  records:\n  - {"
                        + record + "}  # the first\n  pending: {since: 2026-11-20, who: a, why: b}\n\n# the end\n";
        write("validations.yaml", before);
        write("runbooks/disk-full.md", "---\nalerts: [DiskFull]\nlast-validated: 2026-01-02 # then\n---\n# DiskFull\n");
        EditReport report = validated("disk-full");
        assertThat(report.text(false)).startsWith("pending is still declared for disk-full");
        assertThat(text("runbooks/disk-full.md")).contains("last-validated: 2026-11-22 # then\n");
        String after = text("validations.yaml");
        int at = after.indexOf("  - date: 2026-11-22\n");
        assertThat(after.substring(0, at)).endsWith("}  # the first\n");
        assertThat(after.substring(0, at) + after.substring(after.indexOf("  pending")))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '{}%n'                                             | false
            '# nothing yet%n'                                  | true
            'disk-full: {records: []}%n'                       | false
            'disk-full:%n  pending: {since: 2026-11-20, who: a, why: b}%n' | true
            'disk-full:%n  records: [%n  ]%n'                  | false
            """)
    void whereNoLineCanBeAddedItIsSaid(String before, boolean possible) throws IOException {
        write("validations.yaml", before.formatted());
        String runbook = text("runbooks/disk-full.md");
        assertThat(validated("disk-full").passed()).isEqualTo(possible);
        if (possible) {
            assertThat(text("validations.yaml")).contains("  - date: 2026-11-22\n");
        } else {
            assertThat(text("validations.yaml")).isEqualTo(before.formatted());
            assertThat(text("runbooks/disk-full.md")).isEqualTo(runbook);
        }
    }

    @Test
    void aRunbookWithoutFrontMatterAndOneInYamlGetTheDayToo() throws IOException {
        write("runbooks/disk-full.md", "# DiskFull\n");
        validated("disk-full");
        assertThat(text("runbooks/disk-full.md")).isEqualTo("---\nlast-validated: 2026-11-22\n---\n# DiskFull\n");
        write("runbooks/other.runbook.yaml", "# ours\ntitle: Other\nalerts: []\nsections: {A: b}\n");
        validated("other");
        assertThat(text("runbooks/other.runbook.yaml"))
                .isEqualTo("# ours\nlast-validated: 2026-11-22\ntitle: Other\nalerts: []\nsections: {A: b}\n");
    }

    @Test
    void aNewRunbookHasWhatTheRuleSaysAndTheGateAsksForTheRest() throws IOException {
        write("rules/pod.yaml", rules("").replace("DiskFull", "PodDown"));
        assertThat(begin("PodDown").summary()).isEqualTo("wrote runbooks/pod-down.md");
        assertThat(text("runbooks/pod-down.md")).startsWith("""
                ---
                alerts: ["PodDown"]
                owner: "storage-oncall"
                inputs:
                  NAMESPACE: { type: namespace, from: { label: namespace } }
                  POD: { type: text, from: { label: pod } }
                ---
                # Runbook: PodDown

                ## Trigger Condition

                The alert fires on:

                    disk{namespace!="", pod=~".+"} > 1

                It comes with `namespace` (`<NAMESPACE>`), `pod` (`<POD>`).

                <Insert what belongs below Trigger Condition>

                ## Severity Classification
                """);
        fix(false);
        assertThat(check())
                .contains("[template-text]")
                .doesNotContain("[missing-runbook-url]", "[invalid-", "[unused-");
        assertThat(begin("PodDown").summary())
                .isEqualTo("nothing was written: runbooks/pod-down.md is for PodDown already");
        assertThat(begin("PodDwn").summary())
                .isEqualTo("nothing was written: no rule file has an alert PodDwn; did you mean PodDown?");
    }

    @Test
    void aNewRunbookIsPutWhereTheLinkOfItsAlertLeads() throws IOException {
        write(
                "runbook.yaml",
                "sites: ['https://r.example/{path|lower}']\nrunbooks: ['runbooks/**/*.md']\nalert-rules: [rules/]\n");
        write("runbooks/Alpha/First.md", "---\nalerts: []\n---\n# First\n");
        write("runbooks/Pods/PodUp.md", "---\nalerts: []\n---\n# PodUp\n");
        write(
                "rules/pod.yaml",
                rules("    annotations:\n      runbook_url: https://r.example/pods/poddown\n")
                        .replace("DiskFull", "PodDown"));
        assertThat(begin("PodDown").summary()).isEqualTo("wrote runbooks/Pods/PodDown.md");
        assertThat(check()).doesNotContain("alert PodDown links to a runbook that does not exist");
    }

    @Test
    void noExpressionAndNoNameEndsABlock() throws IOException {
        write(
                "rules/pod.yaml",
                "groups:\n- name: g\n  rules:\n  - alert: \"P\\\"]\\n---\\n# x\"\n    expr: |\n      x >\n      # ```\n      1\n    for: 5m\n");
        EditReport report = begin("P\"]\n---\n# x");
        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).contains("its name");
    }

    @Test
    void whatIsNotReadIsMendedFirst() throws IOException {
        write("rules/other.yaml", "groups: [\n");
        assertThat(fix(false).summary()).isEqualTo("nothing was written: something could not be read: mend that first");
        assertThat(validated("disk-full").text(false)).contains("error[invalid-yaml]");
    }

    @Test
    void runbooksAreBegunForAlertsWithoutOneAndTheGateAsksForTheRest() throws IOException {
        write("rules/disk.yaml", rules(""));
        write(
                "rules/pod.yaml",
                "groups:\n- name: g\n  rules:\n"
                        + alert("PodDown", "")
                        + alert("PodGone", "https://r.example/pods-away/")
                        + alert("PodLost", "https://r.example/pods-away/")
                        + alert("DiskFull", "https://r.example/elsewhere/")
                        + alert("Mistyped", "https://r.example/disk-ful/")
                        + alert("Sly", "https://r.example/..%2F..%2Fsly/"));
        EditReport report = fixAndBegin();
        assertThat(report.summary())
                .isEqualTo("wrote runbooks/pod-down.md, runbooks/pods-away.md, rules/disk.yaml, rules/pod.yaml");
        assertThat(report.remarks())
                .containsExactly(
                        "no runbook was begun for DiskFull: it links to elsewhere, which may mean https://r.example/disk-full/;"
                                + " correct the link, or write the runbook",
                        "no runbook was begun for Mistyped: it links to disk-ful, which may mean https://r.example/disk-full/;"
                                + " correct the link, or write the runbook",
                        "no runbook was begun for Sly: no file can be found as ../../sly by the patterns of runbook.yaml; write it"
                                + " with `runproof new --file`, or correct the link");
        assertThat(text("runbooks/pods-away.md"))
                .startsWith("---\nslug: \"pods-away\"\nalerts: [\"PodGone\", \"PodLost\"]\nowner: \"storage-oncall\"\n")
                .contains("`PodGone` fires on:\n\n    up == 0\n\n`PodLost` fires on:\n");
        assertThat(text("rules/pod.yaml"))
                .contains("alert: PodDown\n    annotations:\n      runbook_url: https://r.example/pod-down/\n");
        assertThat(check())
                .contains("[template-text]", "alert Mistyped links to a runbook that does not exist", "alert Sly links")
                .doesNotContain("PodDown has no", "PodGone links", "PodLost links", "[invalid-");
        assertThat(fixAndBegin().summary()).isEqualTo("there is nothing to do");
    }

    private static String alert(String name, String link) {
        return "  - alert: " + name + "\n"
                + (link.isEmpty() ? "" : "    annotations:\n      runbook_url: " + link + "\n")
                + "    expr: up == 0\n    for: 5m\n";
    }

    @Test
    void aRunbookIsBegunWhereItsPathIsFoundAndNotWhereItIsNot() throws IOException {
        write(
                "runbook.yaml",
                "sites: ['https://r.example/{path|lower}']\nrunbooks: ['runbooks/*/*.md']\nalert-rules: [rules/]\n");
        Files.delete(folder.resolve("runbooks/disk-full.md"));
        write("runbooks/Pods/PodUp.md", "---\nalerts: []\n---\n# PodUp\n");
        write(
                "rules/disk.yaml",
                "groups:\n- name: g\n  rules:\n"
                        + alert("PodDown", "https://r.example/pods/poddown")
                        + alert("NodeDown", "https://r.example/nodes/isdown")
                        + alert("TooDeep", "https://r.example/a/b/toodeep")
                        + alert("Hidden", "https://r.example/.git/hidden"));
        EditReport report = fixAndBegin();
        assertThat(report.summary()).isEqualTo("wrote runbooks/Pods/PodDown.md, runbooks/nodes/isdown.md");
        assertThat(report.remarks()).hasSize(2);
        assertThat(check()).doesNotContain("alert PodDown", "alert NodeDown").contains("alert TooDeep", "alert Hidden");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '[quarantine-pod, block-source]'                 | '[quarantine-pod: { if-later-fails: keep }, block-source]'
            '%n  - quarantine-pod   # why%n  - block-source' | '%n  - quarantine-pod: { if-later-fails: keep }   # why%n  - block-source'
            '%n  - quarantine-pod: { if-fails: stop }%n  - block-source' | '%n  - quarantine-pod: { if-later-fails: keep, if-fails: stop }%n  - block-source'
            '%n  - "quarantine-pod": {}%n  - block-source'   | '%n  - "quarantine-pod": { if-later-fails: keep}%n  - block-source'
            '%n  - quarantine-pod:%n%n      # a%n      if-fails: stop%n  - block-source' | '%n  - quarantine-pod:%n      if-later-fails: keep%n%n      # a%n      if-fails: stop%n  - block-source'
            """)
    void aStepThatIsolatesStaysIfALaterOneFails(String before, String after) throws IOException {
        write("runbooks/disk-full.md", response(before.formatted()));
        EditReport report = fix(false);
        assertThat(report.summary()).isEqualTo("wrote runbooks/disk-full.md");
        assertThat(report.remarks())
                .containsExactly(
                        "quarantine-pod in runbooks/disk-full.md now stays if a later step fails, which is the safer side;"
                                + " write if-later-fails: undo if it is not there");
        assertThat(text("runbooks/disk-full.md")).isEqualTo(response(after.formatted()));
        assertThat(check()).doesNotContain("missing-if-later-fails");
        assertThat(fix(false).summary()).isEqualTo("there is nothing to do");
    }

    @Test
    void aStepInAFormThatCannotBeAddedToIsLeft() throws IOException {
        String odd = response("\n  - ? quarantine-pod\n    : if-fails: stop\n  - block-source");
        write("runbooks/disk-full.md", odd);
        assertThat(check()).contains("missing-if-later-fails");
        assertThat(fix(false).summary()).isEqualTo("there is nothing to do");
        assertThat(text("runbooks/disk-full.md")).isEqualTo(odd);
    }

    private static String response(String steps) {
        return """
                ---
                alerts: [DiskFull]
                ---
                # DiskFull

                ```yaml transaction
                name: quarantine-pod
                inputs:
                  pod: { type: pod }
                action: { quarantine-pod: { pod: $pod } }
                pre-check: [not-protected]
                max-duration: 60s
                expires: { after: 24h, then: page }
                ```

                ```yaml transaction
                name: block-source
                inputs:
                  source: { type: ip }
                  namespace: { type: namespace }
                action: { block-ip: { address: $source, in: $namespace } }
                pre-check: [not-protected, traffic-share-below]
                max-duration: 30s
                expires: 1h
                ```

                ```yaml response
                name: block-it
                about: { pod: pod, source: ip, namespace: namespace }
                signals: { rate: [{ alert: DiskFull }] }
                approval: { by: security-oncall, within: 15m, else: page }
                steps: %s
                ```
                """.formatted(steps);
    }

    @Test
    void ofManyFilesSomeAreNamedAndTheOthersCounted() throws IOException {
        for (int i = 10; i < 40; i++) {
            write(
                    "rules/r" + i + ".yaml",
                    "groups:\n- name: g\n  rules:\n" + alert("Gone" + i, "https://r.example/gone-" + i + "/"));
        }
        assertThat(fixAndBegin().summary())
                .startsWith("wrote runbooks/gone-10.md, ")
                .endsWith(", runbooks/gone-29.md and 10 more files");
    }
}
