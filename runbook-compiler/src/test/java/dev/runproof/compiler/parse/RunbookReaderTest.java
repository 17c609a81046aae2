package dev.runproof.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.FrontMatter;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.source.SourceFile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunbookReaderTest {

    private final Findings findings = new Findings();

    private Runbook read(String text) {
        return new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile("node/Disk.md", text), "node/Disk.md", "node/Disk", findings);
    }

    @Test
    void readsFrontMatterTitleAndSections() {
        Runbook runbook = read("""
                ---
                alerts: [DiskFull, 'DiskFilling']
                last-validated: 2026-11-02
                owner: storage
                weight: 20
                ---
                # Runbook: DiskFull

                intro

                ## Trigger Condition
                text
                ### Detail
                more
                ## Triage
                """);
        assertThat(findings.sorted()).isEmpty();
        FrontMatter front = runbook.frontMatter();
        assertThat(front.alerts()).extracting(Located::value).containsExactly("DiskFull", "DiskFilling");
        assertThat(front.alerts().get(1).span()).hasToString("node/Disk.md:2:20");
        assertThat(front.lastValidated()).get().extracting(Located::value).isEqualTo(LocalDate.of(2026, 11, 2));
        assertThat(front.owner()).get().extracting(Located::value).isEqualTo("storage");
        assertThat(runbook.title().value()).isEqualTo("Runbook: DiskFull");
        assertThat(runbook.slug().value()).isEqualTo("disk-full");
        assertThat(runbook.slug().span()).hasToString("node/Disk.md:7:1");
        assertThat(runbook.sections())
                .extracting(section -> section.heading().text())
                .containsExactly("Trigger Condition", "Triage");
        assertThat(runbook.sections().get(0).body().text()).isEqualTo("\ntext\n### Detail\nmore\n");
        int more = runbook.file().text().indexOf("more");
        assertThat(runbook.sectionAt(more)).isEqualTo("Trigger Condition");
        assertThat(runbook.sectionAt(0)).isEmpty();
        int first = runbook.sections().get(0).body().start();
        int second = runbook.sections().get(1).heading().span().start();
        assertThat(runbook.sectionAt(first)).isEqualTo("Trigger Condition");
        assertThat(runbook.sectionAt(second - 1)).isEqualTo("Trigger Condition");
        assertThat(runbook.sectionAt(second)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`# Title`                          | Title | title",
                "`---\ntitle: Front\n---\ntext`     | Front | front",
                "`---\ntitle: Front\n---\n# Text`   | Text  | text",
                "`---\ntitle: Front\n---\n# <%= page.title %>` | Front | front",
                "`---\ntitle: Front\n---\n# {{ page.title }}`  | Front | front",
                "`---\nslug: own\n---\n# Text`      | Text  | own",
                "`---\nslug: 404\ntitle: 404\n---\n` | 404   | 404",
                "`text only`                        | Disk  | disk",
                "``                                 | Disk  | disk",
                "`# 消防`                            | 消防  | disk",
            })
    void titleAndSlugComeFromWhatIsThere(String text, String title, String slug) {
        Runbook runbook = read(text);
        assertThat(runbook.title().value()).isEqualTo(title);
        assertThat(runbook.slug().value()).isEqualTo(slug);
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`---\nalerts: [A]\n# Title`         | node/Disk.md:1:1  | never ends",
                "`---\n- a\n---\n`                   | node/Disk.md:2:1  | front matter has keys",
                "`---\nalerts: A\n---\n`             | node/Disk.md:2:9  | alerts takes a list of alerts, and this is A",
                "`---\nalerts: [[A]]\n---\n`         | node/Disk.md:2:10 | alerts takes a list of alerts, and this is a list",
                "`---\nalerts: ['']\n---\n`          | node/Disk.md:2:10 | alerts takes a list of alerts, and this is an empty text",
                "`---\nslug: Own Page\n---\n`        | node/Disk.md:2:7  | a slug is lower case words",
                "`---\nlast-validated: 2026-02-30\n---\n` | node/Disk.md:2:17 | there is no 2026-02-30",
                "`---\nlast-validated: 20261102\n---\n`   | node/Disk.md:2:17 | takes a day, and this is 20261102",
                "`---\nowner: 5\n---\n`              | node/Disk.md:2:8  | owner takes a name, and this is 5",
                "`---\nslug:\n---\n`                | node/Disk.md:2:6  | slug takes lower case words",
                "`---\nslug: 消防\n---\n`            | node/Disk.md:2:7  | and this is 消防",
                "`---\nslug: ' own'\n---\n`         | node/Disk.md:2:7  | a slug is lower case words",
                "`---\ntitle: ~\n---\n`             | node/Disk.md:2:8  | title takes a text, and this is nothing",
                "`---\nalerts: [A, 5]\n---\n`        | node/Disk.md:2:13 | and this is 5",
                "`---\nowner: {a: b}\n---\n`         | node/Disk.md:2:8  | owner takes a name, and this is a mapping",
            })
    void whatIsWrongIsOneFinding(String text, String place, String message) {
        read(text);
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(RunbookReader.INVALID_FRONT_MATTER);
            assertThat(finding.span()).hasToString(place);
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void severalCanOwnARunbook() {
        assertThat(read("---\nowner: [storage, '@o/team']\n---\n")
                        .frontMatter()
                        .owner()
                        .orElseThrow()
                        .value())
                .isEqualTo("storage, @o/team");
        assertThat(findings.sorted()).isEmpty();
        read("---\nowner: []\n---\n");
        assertThat(findings.sorted()).hasSize(1);
    }

    @Test
    void aListOfWhichAnAlertIsWrongIsNoPromise() {
        FrontMatter front = read("---\nalerts: [A, 5]\n---\n").frontMatter();
        assertThat(front.alerts()).extracting(Located::value).containsExactly("A");
        assertThat(front.listsAlerts()).isFalse();
        assertThat(read("---\nalerts: []\n---\n").frontMatter().listsAlerts()).isTrue();
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreFine() {
        Runbook runbook = read("\uFEFF---\r\nowner: me\r\n---\r\n# T\r\n## S\r\n");
        assertThat(runbook.frontMatter().owner()).isPresent();
        assertThat(runbook.title().value()).isEqualTo("T");
        assertThat(runbook.sections()).hasSize(1);
    }
}
