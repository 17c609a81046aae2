package dev.runproof.compiler.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.finding.Suppressions;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.source.SourceFile;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionReaderTest {

    private static final Rule MISSING = Rule.error("missing-runbook-url");
    private static final Rule YAML = Rule.unread("invalid-yaml");
    private static final String FIELDS = " missing-runbook-url owner=team-a until=2026-12-31 reason=\"PR 7\"";

    private final Findings findings = new Findings();
    private final SuppressionReader reader =
            new SuppressionReader(List.of(MISSING, YAML), LocalDate.of(2026, 11, 22), findings);

    private List<Suppression> yaml(String text) {
        return reader.readYaml(new SourceFile("a.yaml", text));
    }

    private List<Suppression> markdown(String text) {
        var file = new SourceFile("a.md", text);
        int front = text.startsWith("---") ? file.lineAt(text.indexOf("---", 3)) : 0;
        return reader.readMarkdown(new MarkdownReader().read(file, front + 1));
    }

    private List<String> told() {
        return findings.sorted().stream()
                .map(finding -> finding.span().from().line() + " "
                        + finding.rule().id() + " " + finding.message() + " | " + finding.help())
                .toList();
    }

    /** The scope as the lines that it covers. */
    private static String lines(Suppression suppression) {
        var scope = suppression.scope();
        return scope.from().line() + "-" + scope.to().line();
    }

    @Test
    void saysWhoAnswersForWhatUntilWhenAndWhy() {
        assertThat(yaml("# runproof-ignore" + FIELDS + "\na: 1\n"))
                .singleElement()
                .satisfies(suppression -> {
                    assertThat(suppression.rule()).isEqualTo("missing-runbook-url");
                    assertThat(suppression.owner()).isEqualTo("team-a");
                    assertThat(suppression.until()).isEqualTo("2026-12-31");
                    assertThat(suppression.reason()).isEqualTo("PR 7");
                });
        assertThat(told()).isEmpty();
    }

    @Test
    void inYamlItHoldsForALineWithAllThatIsIndentedBelowIt() {
        String text = """
                groups:
                - name: g
                  rules:
                  # runproof-ignore%s
                  # another comment

                  - alert: A
                    expr: |
                      x

                      > 1
                  - alert: B   # runproof-ignore%s
                    expr: x
                  # runproof-ignore%s
                  annotations:
                  - a
                  - b
                # runproof-ignore%s
                """.formatted(FIELDS, FIELDS, FIELDS, FIELDS);
        assertThat(yaml(text))
                .extracting(SuppressionReaderTest::lines)
                .containsExactly("7-11", "12-13", "15-17", "18-18");
    }

    @Test
    void inMarkdownItHoldsForTheSectionTheBlockOrTheLineBehindIt() {
        String comment = "<!-- runproof-ignore" + FIELDS + " -->\n";
        String text = "---\n# runproof-ignore" + FIELDS + "\nalerts: [A]\n---\n# T\n\n" + comment
                + "\n## A\ntext\n### B\n\n## C\n\n" + comment + "```yaml transaction\na: 1\n\nb: 2\n```\n\n" + comment
                + "one\ntwo\n\nthree <!-- runproof-ignore" + FIELDS + " -->\n";
        assertThat(markdown(text))
                .extracting(SuppressionReaderTest::lines)
                .containsExactly("3-3", "9-13", "16-19", "23-24", "26-26");
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsNoCommentIsNone() {
        assertThat(yaml("a: 'runproof-ignore x'\nb: x#runproof-ignore y\n")).isEmpty();
        assertThat(
                        markdown(
                                "`<!-- runproof-ignore x -->`\n\n    <!-- runproof-ignore x -->\n\n<!-- about runproof-ignore -->\n"))
                .isEmpty();
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                    | a suppression that does not say of what
            owner=a until=2026-12-01 reason=b                                     | a suppression that does not say of what
            missing-runbook-url                                                   | a suppression without owner and until and reason
            missing-runbook-url owner=a until=2026-12-01                          | a suppression without reason
            missing-runbook-url owner=a until=2026-12-01 reason=""                | a suppression without reason
            missing-runbook-url owner=a until=2026-12-01 reason=waits for b       | a suppression does not know for b
            missing-runbook-url owner=a until=2026-13-01 reason=b                 | 2026-13-01 is no day
            missing-runbook-ulr owner=a until=2026-12-01 reason=b                 | there is no finding missing-runbook-ulr
            invalid-yaml owner=a until=2026-12-01 reason=b                        | invalid-yaml cannot be suppressed: what was not read was not checked
            """)
    void whoSaysTooLittleSuppressesNothing(String written, String message) {
        assertThat(yaml("# runproof-ignore " + written + "\na: 1\n")).isEmpty();
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("invalid-suppression");
            assertThat(finding.message()).isEqualTo(message);
        });
    }

    @Test
    void itHoldsToItsLastDay() {
        String comment = "# runproof-ignore missing-runbook-url owner=a until=%s reason=b\na: 1\n";
        assertThat(yaml(comment.formatted("2026-11-22"))).hasSize(1);
        assertThat(told()).isEmpty();
        assertThat(yaml(comment.formatted("2026-11-21"))).isEmpty();
        assertThat(told())
                .containsExactly("1 expired-suppression the suppression of missing-runbook-url ended on 2026-11-21 | "
                        + "mend what it hides, or let a say why it takes longer");
    }

    @Test
    void aYearIsTooLong() {
        String comment = "# runproof-ignore missing-runbook-url owner=a until=%s reason=b\na: 1\n";
        assertThat(yaml(comment.formatted("2027-11-23"))).hasSize(1);
        assertThat(told()).isEmpty();
        assertThat(yaml(comment.formatted("2027-11-24"))).hasSize(1);
        assertThat(findings.sorted()).extracting(finding -> finding.rule().id()).containsExactly("broad-suppression");
    }

    @Test
    void veryManyHideNothing() {
        String one = "# runproof-ignore" + FIELDS + "\na: 1\n";
        assertThat(yaml(one.repeat(200))).hasSize(200);
        assertThat(told()).isEmpty();
        assertThat(yaml(one.repeat(100_000))).isEmpty();
        assertThat(findings.sorted()).extracting(finding -> finding.rule().id()).containsExactly("invalid-suppression");
    }

    @Test
    void suppressedFindingsDoNotFailARun() {
        var file = new SourceFile("a.yaml", "# runproof-ignore" + FIELDS + "\na: 1\nb: 2\n");
        List<Finding> found = new ArrayList<>();
        found.add(Finding.of(MISSING, file.span(file.lineStart(2), file.lineEnd(2)), "x", "y"));
        List<Suppression> read = reader.readYaml(file);
        var suppressions = new Suppressions(read);
        var judgement = Policy.DEFAULT.judge(found, suppressions);
        assertThat(judgement.passed()).isTrue();
        assertThat(judgement.suppressed())
                .singleElement()
                .satisfies(one -> assertThat(one.by()).isEqualTo(read.get(0)));
        assertThat(suppressions.unused(found)).isEmpty();

        List<Finding> elsewhere = List.of(Finding.of(MISSING, file.span(file.lineStart(3), file.lineEnd(3)), "x", "y"));
        assertThat(Policy.DEFAULT.judge(elsewhere, suppressions).passed()).isFalse();
        assertThat(suppressions.unused(elsewhere)).isEqualTo(read);
    }

    /** What holds nothing is not asked what it would hold for: each of these would else walk through all that follows it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            missing-runbook-url                                               | invalid-suppression
            missing-runbook-url owner=a until=2020-01-01 reason=b             | expired-suppression
            """)
    void thoseThatDoNotHoldCostTheirOwnLengthOnly(String written, String rule) {
        String comment = "<!-- runproof-ignore " + written + " -->";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(markdown(("a " + comment + " ").repeat(30_000))).isEmpty();
            assertThat(markdown(("\n" + comment + "\n## a\n").repeat(30_000))).isEmpty();
            assertThat(yaml(("# runproof-ignore " + written + "\n").repeat(30_000)))
                    .isEmpty();
        });
        assertThat(findings.sorted())
                .hasSize(90_000)
                .allSatisfy(finding -> assertThat(finding.rule().id()).isEqualTo(rule));
    }

    @Test
    void fieldsWrittenManyTimesAreReadOnce() {
        String fields = " missing-runbook-url until=2026-12-31 reason=b" + " owner=a".repeat(300_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(yaml("# runproof-ignore" + fields + "\na: 1\n"))
                        .singleElement()
                        .satisfies(
                                suppression -> assertThat(suppression.owner()).isEqualTo("a")));
        assertThat(told()).isEmpty();
    }

    @Test
    void aCommentWithNothingBehindItHoldsForNothing() {
        assertThat(markdown("# T\n\n<!-- runproof-ignore" + FIELDS + " -->\n\n"))
                .singleElement()
                .satisfies(suppression -> assertThat(suppression.scope().start())
                        .isEqualTo(suppression.scope().end()));
    }
}
