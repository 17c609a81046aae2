package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private static final Rule RULE = Rule.error("unknown-runbook");

    private static Finding finding(String text, String marked) {
        var file = new SourceFile("rules/a.yaml", text);
        int start = text.indexOf(marked);
        return Finding.of(RULE, file.span(start, start + marked.length()), "wrong", "mend it");
    }

    private static String plain(Finding finding) {
        return new TextReport(false).of(List.of(finding));
    }

    @Test
    void showsPlaceLineCaretAndHelp() {
        assertThat(plain(finding("a:\n  link: here # why\n", "here"))).isEqualTo("""
                        rules/a.yaml:2:9: error[unknown-runbook]: wrong
                            2 |   link: here # why
                              |         ^^^^
                           help: mend it

                        """);
    }

    @Test
    void showsOtherPlacesBetweenThePlaceAndTheHelp() {
        var rules = new SourceFile("rules/b.yaml", "expr: sum by (job) (x)\n");
        Finding finding = finding("a:\n  link: here\n", "here")
                .with(List.of(new Related(rules.span(10, 18), "sum keeps only the labels of by")));
        assertThat(plain(finding)).isEqualTo("""
                        rules/a.yaml:2:9: error[unknown-runbook]: wrong
                            2 |   link: here
                              |         ^^^^
                           rules/b.yaml:1:11: sum keeps only the labels of by
                            1 | expr: sum by (job) (x)
                              |           ^^^^^^^^
                           help: mend it

                        """);
    }

    @Test
    void coloursWhereAskedFor() {
        assertThat(new TextReport(true).of(List.of(finding("link: here", "here"))))
                .isEqualTo("""
                        E[1mrules/a.yaml:1:7:E[0m E[1;31merror[unknown-runbook]E[0m: wrong
                        E[34m    1 |E[0m link: here
                        E[34m      |E[0m       E[1;31m^^^^E[0m
                           E[1;36mhelp:E[0m mend it

                        """.replace('E', '\u001B'));
    }

    @Test
    void caretsStandBelowTabsWideAndCombiningCharacters() {
        assertThat(plain(finding("\t消防🚒e\u0301 here", "here")))
                .contains("    1 |     消防🚒e\u0301 here\n", "      |" + " ".repeat(1 + 4 + 6 + 2) + "^^^^\n");
    }

    @Test
    void longLinesAreCutAroundThePlace() {
        String report = plain(finding("x".repeat(5_000) + "here" + "y".repeat(5_000), "here"));
        assertThat(report.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(140));
        assertThat(report).contains("…xxx", "xhere", "yyy…", "^^^^");
    }

    @Test
    void longLinesAreNotCutThroughACharacter() {
        for (int shift = 0; shift < 4; shift++) {
            String report = plain(finding("x".repeat(shift) + "🚒".repeat(500) + "here" + "🚒".repeat(500), "here"));
            assertThat(report).doesNotContain("\uFFFD").doesNotContain("?").contains("…🚒", "🚒here🚒", "🚒…");
        }
    }

    @Test
    void eachSeverityHasItsWordAndColour() {
        var file = new SourceFile("a.yaml", "abc");
        String warning =
                new TextReport(true).of(List.of(Finding.of(Rule.warning("some-rule"), file.all(), "wrong", "mend it")));
        assertThat(warning).contains("\u001B[1;33mwarning[some-rule]\u001B[0m");
        String note =
                new TextReport(true).of(List.of(new Finding(RULE, Severity.NOTE, file.all(), "wrong", "mend it")));
        assertThat(note).contains("\u001B[1;36mnote[unknown-runbook]\u001B[0m");
    }

    @Test
    void aSpanOverSeveralLinesIsMarkedInItsFirst() {
        assertThat(plain(finding("a: [1,\n2]", "[1,\n2]"))).contains("    1 | a: [1,\n      |    ^^^\n");
    }

    @Test
    void aPlaceBetweenCharactersHasOneCaret() {
        var file = new SourceFile("a.yaml", "abc");
        assertThat(plain(Finding.of(RULE, file.span(3, 3), "wrong", "mend it")))
                .contains("    1 | abc\n      |    ^\n");
    }

    @Test
    void anEmptyFileHasNoExcerpt() {
        var file = new SourceFile("a.yaml", "");
        assertThat(plain(Finding.of(RULE, file.all(), "wrong", "mend it")))
                .isEqualTo("a.yaml:1:1: error[unknown-runbook]: wrong\n   help: mend it\n\n");
    }

    @Test
    void textOfStrangersCannotSteerTheTerminal() {
        var file = new SourceFile("a\u001B[2J.yaml", "x: \u001B]0;owned\u0007\u202Eevil");
        String report = plain(Finding.of(RULE, file.span(3, 5), "bad \u001B[31m", "mend\nit"));
        assertThat(report).doesNotContain("\u001B").doesNotContain("\u0007").doesNotContain("\u202E");
        assertThat(report.lines()).hasSize(5);
    }
}
