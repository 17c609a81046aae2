package dev.runproof.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlRunbookReaderTest {

    private final Findings findings = new Findings();

    private Runbook read(String text) {
        return new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile("disk.runbook.yaml", text), "disk.runbook.yaml", "disk", findings);
    }

    private List<String> told() {
        return findings.sorted().stream()
                .map(finding -> finding.rule().id() + " " + place(finding) + " " + finding.message())
                .toList();
    }

    private static String place(Finding finding) {
        return finding.span().toString().replace("disk.runbook.yaml:", "");
    }

    @Test
    void readsAllOfIt() {
        Runbook runbook = read("""
                # yaml-language-server: $schema=yaml-runbook.schema.json
                title: "Runbook: DiskFull"
                alerts: [DiskFull]
                owner: storage
                weight: 20

                introduction: |
                  **Half awake?** Do this.
                sections:
                  Triage Steps (first 5 minutes): |
                    Look.

                    ### Detail
                    ```sh
                    df -h
                    ```
                  Impact: None at all. # yet
                  "Appendix: Names": |
                    text
                transactions:
                  - name: block-source
                    action:
                      block-ip: {}
                  # not a part of the first
                  - name: other
                """);
        assertThat(told()).isEmpty();
        assertThat(runbook.title().value()).isEqualTo("Runbook: DiskFull");
        assertThat(runbook.title().span()).hasToString("disk.runbook.yaml:2:8");
        assertThat(runbook.slug().value()).isEqualTo("disk-full");
        assertThat(runbook.frontMatter().alerts()).extracting(Located::value).containsExactly("DiskFull");
        assertThat(runbook.document().headings())
                .extracting(heading -> heading.level() + " " + heading.text())
                .containsExactly(
                        "1 Runbook: DiskFull",
                        "2 Triage Steps (first 5 minutes)",
                        "3 Detail",
                        "2 Impact",
                        "2 Appendix: Names");
        assertThat(runbook.sections())
                .extracting(section -> section.body().text())
                .containsExactly("Look.\n\n    ### Detail\n    ```sh\n    df -h\n    ```", "None at all.", "text");
        assertThat(runbook.document().prose().lines().map(String::strip).filter(line -> !line.isEmpty()))
                .containsExactly(
                        "\"Runbook: DiskFull\"",
                        "**Half awake?** Do this.",
                        "Triage Steps (first 5 minutes)",
                        "Look.",
                        "### Detail",
                        "\uFFFC".repeat("```sh".length()),
                        "\uFFFC".repeat("df -h".length()),
                        "\uFFFC".repeat("```".length()),
                        "Impact  None at all.",
                        "\"Appendix: Names\"",
                        "text",
                        "\uFFFC".repeat("name: block-source".length()),
                        "\uFFFC".repeat("action:".length()),
                        "\uFFFC".repeat("  block-ip: {}".length()),
                        "\uFFFC".repeat("name: other".length()));
        assertThat(runbook.document().fencedBlocks())
                .extracting(block -> block.info() + "|" + block.fence().text() + "|"
                        + block.content().text())
                .containsExactly(
                        "sh|```sh|df -h\n",
                        "yaml transaction|name: block-source|name: block-source\naction:\n  block-ip: {}\n",
                        "yaml transaction|name: other|name: other\n");
        assertThat(runbook.sectionAt(runbook.file().text().indexOf("df -h"))).startsWith("Triage");
        assertThat(runbook.sectionAt(runbook.file().text().indexOf("other"))).isEmpty();
    }

    @Test
    void aHeadingWithinATextBeginsASectionAsInMarkdown() {
        Runbook runbook = read("sections:\n  A: |\n    one\n    ## B\n    two\n    # C\n    three\n  D:\n");
        assertThat(runbook.sections())
                .extracting(section ->
                        section.heading().text() + "|" + section.body().text().strip())
                .containsExactly("A|one", "B|two", "D|");
        assertThat(runbook.document().headings()).extracting(Heading::level).containsExactly(2, 2, 1, 2);
        assertThat(runbook.title().value()).isEqualTo("C");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "``                                        ~ invalid-runbook 1:1 a runbook has keys with values, and this is nothing",
                "`- a`                                     ~ invalid-runbook 1:1 a runbook has keys with values, and this is a list",
                "`title: A`                                ~ invalid-runbook 1:1 disk.runbook.yaml has no sections",
                "`sections: [A]`                           ~ invalid-runbook 1:11 sections takes titles of sections with their texts, and this is a list",
                "`sections: {A: [b]}`                      ~ invalid-runbook 1:15 A takes the text of the section, and this is a list",
                "`sections: {A: 5}`                        ~ invalid-runbook 1:15 A takes the text of the section, and this is 5",
                "`sections: {'': b}`                       ~ invalid-runbook 1:12 a section without a title",
                "`sections: {A: 'it''s'}`                  ~ invalid-runbook 1:15 the section A is folded, has escapes, or is quoted over several lines, so that places in it would be lost",
                "`sections:\n  A: >\n    folded`           ~ invalid-runbook 2:6 the section A is folded, has escapes, or is quoted over several lines, so that places in it would be lost",
                "`introduction: \"a\\nb\"\nsections: {}`   ~ invalid-runbook 1:15 introduction is folded, has escapes, or is quoted over several lines, so that places in it would be lost",
                "`sections: {}\ntransactions: {name: a}`   ~ invalid-runbook 2:15 transactions takes a list of transactions, and this is a mapping",
                "`sections: {}\ntransactions: [{name: a}]` ~ invalid-runbook 2:16 a transaction within brackets",
                "`sections: {}\ntransactions:\n- {name: a}` ~ invalid-runbook 3:3 a transaction within brackets",
                "`sections: {}\ntransactions: [a]`         ~ invalid-runbook 2:16 transactions takes a list of transactions, and this is a",
                "`sections: {}\nalerts: A`                 ~ invalid-front-matter 2:9 alerts takes a list of alerts, and this is A",
                "`sections: {}\nonwer: me`                 ~ unknown-key 2:1 the key onwer means nothing to the gate",
                "`sections: {}\ntransaction: []`           ~ unknown-key 2:1 the key transaction means nothing to the gate",
                "`sections: {A: b, A: c}`                  ~ duplicate-key 1:18 key A is here a second time",
                "`sections: [`                             ~ invalid-yaml 1:12 not YAML: while parsing a flow node, expected the node content, but found '<stream end>'",
            })
    void whatIsWrongIsOneFinding(String text, String told) {
        read(text);
        assertThat(told()).containsExactly(told);
    }

    /** A quadratic step would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"  S%d: |\n    text\n", "  S%d: >\n    text\n", "  S%d: text\n", "  S%d: [\"\"]\n", "  'S%d':\n"
            })
    void manySectionsAreRead(String section) {
        var text = new StringBuilder("sections:\n");
        IntStream.range(0, 20_000).forEach(i -> text.append(section.formatted(i)));
        assertThat(read(text.toString()).document().headings()).hasSize(20_000);
    }

    @Test
    void aLongTextIsRead() {
        String lines = "    - `a` [b](c) <!-- d -->\n\n".repeat(50_000);
        assertThat(read("sections:\n  A: |\n" + lines).document().code()).hasSize(50_000);
    }

    @Test
    void manyTransactionsAreRead() {
        String text = "sections: {}\ntransactions:\n" + "  - name: a\n    b: |\n      c\n".repeat(20_000);
        assertThat(read(text).document().fencedBlocks()).hasSize(20_000);
    }

    @Test
    void theNamesOfFilesSayTheirForm() {
        assertThat(RunbookFile.withoutEnding("node/disk.md")).isEqualTo("node/disk");
        assertThat(RunbookFile.withoutEnding("node/disk.runbook.yaml")).isEqualTo("node/disk");
        assertThat(RunbookFile.withoutEnding("node/disk.runbook.yml")).isEqualTo("node/disk");
        assertThat(RunbookFile.withoutEnding("node.d/disk.yaml")).isEqualTo("node.d/disk");
        assertThat(RunbookFile.withoutEnding("node.d/disk")).isEqualTo("node.d/disk");
        assertThat(RunbookFile.withoutEnding("node/.runbook.yaml")).isEqualTo("node/.runbook.yaml");
        assertThat(RunbookFile.withoutEnding("v1.2.md")).isEqualTo("v1.2");
    }
}
