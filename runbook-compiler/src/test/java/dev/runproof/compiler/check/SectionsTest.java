package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Near misses of the checks of sections; the plain cases are on their pages. */
class SectionsTest {

    private static final String[] ORDER = {"missing-section", "section-order", "appendix-order", "unknown-section"};

    private static List<String> check(String text) {
        return new LibraryBuilder()
                .sections("Meaning", "Impact", "Triage Steps (first 5 minutes)")
                .runbook("a", text)
                .findings(ORDER);
    }

    private static String headings(String... headings) {
        return "# A\n\n" + String.join("\n\ntext\n\n", headings) + "\n\ntext\n";
    }

    @Test
    void withoutAListAnySectionsAreGood() {
        assertThat(new LibraryBuilder()
                        .runbook("a", headings("## Appendix", "## Impact", "## Impact", "# Meaning"))
                        .findings(ORDER))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "## Meaning",
                "## **Meaning**",
                "## `Meaning` ##",
                "Meaning\n-------",
                "  ##   Meaning",
                "## Me&#97;ning",
            })
    void markupIsNoPartOfATitle(String meaning) {
        assertThat(check(headings(meaning, "## Impact", "## Triage Steps (first 5 minutes)")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "## impact                | the section Impact is written impact",
                "## Impacts               | the section Impact is written Impacts",
                "### Impact               | the section Impact is a heading of level 3",
                "# IMPACT                 | the section Impact is written IMPACT and a heading of level 1",
            })
    void aNearTitleIsTheSectionAndNotAnother(String heading, String message) {
        assertThat(check(headings("## Meaning", heading, "## Triage Steps (first 5 minutes)")))
                .containsExactly("7:1 missing-section " + message);
    }

    @Test
    void theBeginningOfATitleIsNearToIt() {
        assertThat(check(headings("## Meaning", "## Impact", "## Triage")))
                .containsExactly("11:1 missing-section the section Triage Steps (first 5 minutes) is written Triage");
    }

    @Test
    void headingsInCodeAndQuotesAreNoSections() {
        assertThat(check(headings("## Meaning", "```\n## Impact\n```", "> ## Triage Steps (first 5 minutes)")))
                .containsExactly("1:1 missing-section the runbook lacks 2 of 3 sections: "
                        + "Impact, Triage Steps (first 5 minutes)");
    }

    @Test
    void asFewAsPossibleAreToldToMove() {
        assertThat(check(headings("## Triage Steps (first 5 minutes)", "## Meaning", "## Impact")))
                .containsExactly("3:1 section-order the section Triage Steps (first 5 minutes) does not stand where "
                        + "it does in other runbooks");
        assertThat(check(headings("## Impact", "## Triage Steps (first 5 minutes)", "## Meaning")))
                .containsExactly(
                        "11:1 section-order the section Meaning does not stand where it does in other runbooks");
    }

    @Test
    void whereToMoveItIsSaid() {
        assertThat(new LibraryBuilder()
                        .sections("A1", "B1", "C1")
                        .runbook("a", headings("## B1", "## C1", "## A1"))
                        .found())
                .filteredOn(finding -> finding.rule().id().equals("section-order"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.help()).isEqualTo("move it before the section B1; the order is A1, B1, C1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"## Appendix", "## Appendix: Impact", "## Appendix A", "### Anything", "# Another"})
    void behindTheSectionsAnAppendixMayStandAndSmallerHeadingsAnywhere(String last) {
        assertThat(check(headings("## Meaning", "## Impact", "## Triage Steps (first 5 minutes)", last)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"## Appendixes", "## My Appendix", "## appendix"})
    void whatOnlyLooksLikeAnAppendixIsNone(String last) {
        assertThat(check(headings("## Meaning", "## Impact", "## Triage Steps (first 5 minutes)", last)))
                .singleElement()
                .asString()
                .startsWith("15:1 unknown-section");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n \t\r\n",
                "<!-- what\n\n to do -->",
                "<!-- never closed",
                "### Sub\n\n#### Sub sub",
                "---",
                "[a]: https://a.example/",
            })
    void nothingThatReadersSeeIsEmpty(String body) {
        assertThat(new LibraryBuilder().runbook("a", "# A\n\n## B\n\n" + body).findings("empty-section"))
                .containsExactly("3:1 empty-section the section B is empty");
    }

    /** Headings are stacked where one text is for several alerts. */
    @Test
    void anEmptySectionIsAnErrorWhereItIsAskedFor() {
        var library = new LibraryBuilder().sections("B").runbook("a", "# A\n\n## B\n\n## C\n\n## D\n\ntext\n");
        assertThat(library.found().stream()
                        .filter(finding -> finding.rule().id().equals("empty-section"))
                        .map(finding ->
                                finding.severity() + " " + finding.span().text()))
                .containsExactly("ERROR ## B", "WARNING ## C");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text",
                "### Sub\n\ntext",
                "```\ncode\n```",
                "    code",
                "![](a.png)",
                "> quoted",
                "<!-- a --> text",
                "| a |\n|---|",
                "<b>text</b>",
            })
    void whatReadersSeeIsNot(String body) {
        assertThat(new LibraryBuilder().runbook("a", "# A\n\n## B\n\n" + body).findings("empty-section"))
                .isEmpty();
    }
}
