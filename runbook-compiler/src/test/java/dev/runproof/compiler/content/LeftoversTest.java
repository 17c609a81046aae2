package dev.runproof.compiler.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoversTest {

    private static List<Finding> check(String text) {
        var findings = new Findings();
        var file = new SourceFile("runbooks/a.md", "---\nowner: TODO\nalerts: []\n---\n# A\n\n" + text);
        Leftovers.report(
                new RunbookReader(SlugSource.TITLE).read(file, "runbooks/a.md", "a", new Findings()), findings);
        return findings.sorted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Restart. TODO: how?                | TODO",
                "Ask (TBD)                          | TBD",
                "- **FIXME**                        | FIXME",
                "See [the board](TODO).             | TODO",
                "Run <Insert the command here>!     | <Insert the command here>",
                "Run <Insert the command here…>     | <Insert the command here…>",
                "<describe the impact>              | <describe the impact>",
                "[Insert text here]                 | [Insert text here]",
                "Lorem ipsum dolor                  | Lorem ipsum",
                "…                                  | …",
                "1. ...                             | ...",
                "> - …                              | …",
                "`x` TODO `y`                       | TODO",
            })
    void itsPlaceIsExact(String text, String leftover) {
        assertThat(check(text))
                .singleElement()
                .satisfies(finding -> assertThat(finding.span().text()).isEqualTo(leftover));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Look at <SOURCE_IP> in <NAMESPACE>.",
                "Replace <POD> by its name.",
                "`TODO` and `<Insert x>`",
                "```sh\n# TODO\n...\n```",
                "    TODO indented",
                "<!-- TODO -->",
                "text <!-- <Insert the\n steps> TODO --> text",
                "Put it on the TODO list of the team.",
                "TODOs",
                "The file /srv/TODO.md and src/TODO",
                "TODO_LIST and TODO.txt",
                "todo: lower case is prose",
                "And so on …",
                "... and then",
                "`kubectl` …",
                "[Insert the disk](disk.md) or [describe it][d]\n\n[d]: disk.md",
                "<insert key=\"a\"/>",
                "<replace@example.com>",
            })
    void whatOnlyLooksLikeItIsNotTold(String text) {
        assertThat(check(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TODO", "- TODO: write this", "**TBD**\n\n<!-- text -->", "### Sub\n\n<Insert the steps>\n\n…"})
    void aSectionOfNothingElseIsAnError(String body) {
        assertThat(check("## B\n\n" + body + "\n\n## C\n\ntext\n"))
                .isNotEmpty()
                .extracting(Finding::severity)
                .containsOnly(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Restart it. TODO: how?", "```\nrestart\n```\n\nTODO", "TODO\n\n1"})
    void besideOtherTextItIsAWarning(String body) {
        assertThat(check("## B\n\n" + body + "\n\n## C\n\ntext\n"))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void cellsOfTablesAreText() {
        assertThat(check("| a | b |\n|---|---|\n| c | TODO |\n"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.span().from()).hasToString("Position[line=9, column=7]"));
    }

    @Test
    void aboveTheFirstSectionItIsAWarning() {
        assertThat(check("TODO\n\n## B\n\ntext\n"))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }
}
