package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.model.Titles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Near misses of the checks of severity classes, triage and owners; the plain cases are on their pages. */
class ClassesAndOwnersTest {

    private static List<String> classes(String body) {
        return new LibraryBuilder()
                .sections(Titles.SEVERITY)
                .runbook("a", "# A\n\n## " + Titles.SEVERITY + "\n\n" + body + "\n\n## Other\n\nP1: is not here\n")
                .findings("undefined-severity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- P1: the source is internal",
                "* **P2** - external",
                "1. `P3` external",
                "| Class | When |\n|---|---|\n| **P1** | always |",
                "| When | Class |\n|---|---|\n| source is internal | P1 |",
                "| P1 | P2 | P3 |\n|---|---|---|\n| internal | external | none |",
                "| P1/P2 | the source is internal |",
                "### P1\n\nThe source is internal.",
                "### P1: source is internal",
                "#### Severity P2\n\n- internal",
                "**P1**\n\nThe source is internal.",
                "**P1: internal source**",
                "Always P1: two signals are high confidence.",
                "**Always P1.** Two signals.",
                "P1, if the source is internal.",
                "- P1\n  - the source is internal",
                "- P1\n  the source is internal",
                "- Critical (P1): the source is internal",
                "The alert is always of class P1.",
            })
    void aClassWithAMeaningIsDefined(String body) {
        assertThat(classes(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P1",
                "- P1\n- P2\n- P3",
                "- P1\n- P2\n- P3\n\nIt depends on the source.",
                "**P1**\n\n**P2**",
                "| P1 | |\n|---|---|\n| P2 | - |",
                "P1: TODO",
                "Severity: P1",
                "Critical: the source is internal.",
                "- P4: the source is internal",
                "- XP1: the source, AP1X",
                "<!-- P1: the source is internal --> later",
                "- p1 the source is internal",
            })
    void aBareClassOrAnotherIsNot(String body) {
        assertThat(classes(body)).containsExactly("3:1 undefined-severity the section defines none of P1, P2 and P3");
    }

    @Test
    void withoutTheSectionNothingIsAskedFor() {
        String text = "# A\n\n## " + Titles.SEVERITY + "\n\ntext\n\n## " + Titles.TRIAGE + "\n\ntext\n";
        assertThat(new LibraryBuilder()
                        .runbook("a", text)
                        .sections("Meaning")
                        .findings("undefined-severity", "triage-without-steps", "missing-owner"))
                .isEmpty();
        assertThat(new LibraryBuilder()
                        .runbook("a", "# A")
                        .sections(Titles.SEVERITY, Titles.TRIAGE)
                        .findings("undefined-severity", "triage-without-steps"))
                .isEmpty();
        assertThat(new LibraryBuilder()
                        .runbook("a", "# A\n\n## " + Titles.SEVERITY + "\n\n## " + Titles.TRIAGE + "\n")
                        .sections(Titles.SEVERITY, Titles.TRIAGE)
                        .findings("undefined-severity", "triage-without-steps"))
                .isEmpty();
    }

    private static List<String> triage(String body) {
        return new LibraryBuilder()
                .sections(Titles.TRIAGE)
                .runbook("a", "# A\n\n## " + Titles.TRIAGE + "\n\n" + body + "\n\n## Other\n\n- item\n")
                .findings("triage-without-steps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- look",
                "1. look",
                "2) look",
                "```sh\na\n```",
                "### 1. Look\n\ntext",
                "### Step 1: look\n\ntext",
                "**Step 1** look",
                "| Look | Do |\n|---|---|\n| a | b |",
                "> - look",
                "   * look"
            })
    void aTriageWithAStepIsGood(String body) {
        assertThat(triage(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"look", "-look", "1.look", "### Look\n\ntext", "```sh\n```", "In step 1 we look.", "*look* here"
            })
    void aTextIsNoStep(String body) {
        assertThat(triage(body)).containsExactly("3:1 triage-without-steps the triage has no steps");
    }

    private static List<String> owner(String frontMatter, String... sections) {
        return new LibraryBuilder()
                .sections(sections)
                .runbook("a", "---\nalerts: []\n" + frontMatter + "\n---\n# A\n")
                .findings("missing-owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TODO",
                "'TODO: ask'",
                "tbd",
                "<team>",
                "'[team]'",
                "'{{ owner }}'",
                "n/a",
                "N/A",
                "none",
                "Unknown",
                "'-'",
                "'?'",
                "your-team",
                "nobody"
            })
    void aStopgapIsNoOwner(String owner) {
        assertThat(owner("owner: " + owner)).singleElement().asString().startsWith("3:8 missing-owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "security-oncall",
                "Nona",
                "команда",
                "'@sre'",
                "todorov",
                "the owner of the database",
                "unknown-devices-team",
                "a <a@b.example>"
            })
    void anyOtherNameIs(String owner) {
        assertThat(owner("owner: " + owner)).isEmpty();
    }

    @Test
    void ownersAreAskedForWithOurSections() {
        assertThat(owner("")).isEmpty();
        assertThat(owner("", "Meaning")).isEmpty();
        assertThat(owner("", Titles.ALL.toArray(String[]::new)))
                .containsExactly("5:1 missing-owner the runbook has no owner");
    }
}
