package dev.runproof.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    private final Findings findings = new Findings();

    private Optional<YamlNode> read(String text) {
        return YamlReader.readOne(SourceSlice.all(new SourceFile("a.yaml", text)), findings);
    }

    private Mapping mapping(String text) {
        return (Mapping) read(text).orElseThrow();
    }

    @Test
    void keysAndValuesKnowTheirPlaces() {
        Mapping root = mapping("🚒: 1\nlist:\n  - 'b c'\n  - {d: e}\n\n# comment\nlast: |\n  text\n  more\n");
        Entry emoji = root.entries().get(0);
        assertThat(emoji.key().span()).hasToString("a.yaml:1:1");
        assertThat(emoji.value().span()).hasToString("a.yaml:1:4");
        Sequence list = (Sequence) root.get("list").orElseThrow();
        assertThat(list.span().text()).isEqualTo("- 'b c'\n  - {d: e}");
        assertThat(list.items().get(0).span().text()).isEqualTo("'b c'");
        assertThat(list.items().get(1).span().text()).isEqualTo("{d: e}");
        assertThat(root.get("last").orElseThrow().span().text()).isEqualTo("|\n  text\n  more");
        assertThat(((Scalar) root.get("last").orElseThrow()).text()).isEqualTo("text\nmore\n");
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void scalarsStayTexts() {
        assertThat(mapping("on: yes\nn: 012\ndate: 2026-11-02\nnothing:\nquoted: \"null\"")
                        .entries())
                .extracting(entry -> ((Scalar) entry.value()).text())
                .containsExactly("yes", "012", "2026-11-02", "", "null");
        Mapping nulls = mapping("a:\nb: ~\nc: null\nd: ''");
        assertThat(nulls.entries())
                .extracting(entry -> ((Scalar) entry.value()).isNull())
                .containsExactly(true, true, true, false);
    }

    @Test
    void aliasesStandWhereTheyAreWritten() {
        Mapping root = mapping("a: &x {k: v}\nb: *x\nc: {<<: *x, k: own}\nd: {<<: [*x], m: n}");
        assertThat(root.get("b").orElseThrow().span()).hasToString("a.yaml:2:4");
        assertThat(((Mapping) root.get("c").orElseThrow()).get("k"))
                .get()
                .extracting(node -> ((Scalar) node).text())
                .isEqualTo("own");
        assertThat(((Mapping) root.get("d").orElseThrow()).entries())
                .extracting(Entry::name)
                .containsExactly("m", "k");
    }

    @Test
    void documentsThatAreEmptyAreLeftOut() {
        var file = new SourceFile("a.yaml", "---\n---\na: b\n---\n# nothing\n---\nc: d\n");
        assertThat(YamlReader.read(SourceSlice.all(file), findings).orElseThrow())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: b: c'                | a.yaml:1:5 | mapping values are not allowed here",
                "'a:\n\t- b'              | a.yaml:2:1 | TAB",
                "'a: [b'                  | a.yaml:1:6 | expected",
                "'a: *nowhere'            | a.yaml:1:4 | alias *nowhere has no anchor before it",
                "'a: {<<: text}'          | a.yaml:1:9 | << merges a mapping",
                "'? [a, b]\n: c'          | a.yaml:1:3 | a key that is no text",
                "'a: 1\n---\nb: 2'        | a.yaml:3:1 | a second document",
            })
    void whatIsNotYamlIsOneFinding(String text, String place, String message) {
        read(text);
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(YamlRules.INVALID_YAML);
            assertThat(finding.span()).hasToString(place);
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void characterThatYamlHasNotIsNamed() {
        read("a: b\nc: \u0007");
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.span()).hasToString("a.yaml:2:4");
            assertThat(finding.message()).contains("U+0007");
        });
    }

    @Test
    void keyTwiceIsAFindingAndTheFirstIsTaken() {
        assertThat(((Scalar) mapping("a: 1\na: 2").get("a").orElseThrow()).text())
                .isEqualTo("1");
        assertThat(findings.sorted()).extracting(Finding::rule).containsExactly(YamlRules.DUPLICATE_KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void depthIsBounded(int depth) {
        assertThat(read("[".repeat(depth))).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("64 levels"));
    }

    @Test
    void aliasesCannotExplode() {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        assertThat(read(text.toString())).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("aliases stand for more than"));
    }

    @Test
    void aliasesStandForAHundredThousandValuesAtMost() {
        // The anchored list has 1,000 values: itself and 999 items.
        String anchored = "a: &a [" + "x, ".repeat(999) + "]\n";
        assertThat(read(anchored + "b: [" + "*a, ".repeat(100) + "]\n")).isPresent();
        assertThat(findings.sorted()).isEmpty();
        assertThat(read(anchored + "b: [" + "*a, ".repeat(101) + "]\n")).isEmpty();
        assertThat(findings.sorted()).hasSize(1);
    }

    @Test
    void anAnchorIsKnownInItsDocumentOnly() {
        var file = new SourceFile("a.yaml", "a: &x 1\n---\nb: *x\n");
        assertThat(YamlReader.read(SourceSlice.all(file), findings)).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.span()).hasToString("a.yaml:3:4"));
    }

    @Test
    void anAliasInsideItsOwnAnchorIsRefused() {
        assertThat(read("a: &x [*x]")).isEmpty();
        assertThat(findings.sorted()).hasSize(1);
    }

    @Test
    void findingsOfASliceAreInTheFile() {
        var file = new SourceFile("a.md", "---\nok: 1\nbad: [\n---\n# Title\n");
        YamlReader.readOne(SourceSlice.lines(file, 2, 3), findings);
        assertThat(findings.sorted())
                .extracting(finding -> finding.span().from().line())
                .isEqualTo(List.of(3));
    }
}
