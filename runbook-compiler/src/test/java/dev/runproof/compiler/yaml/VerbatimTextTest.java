package dev.runproof.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerbatimTextTest {

    private static Scalar scalar(String text) {
        YamlNode root = YamlReader.readOne(SourceSlice.all(new SourceFile("a.yaml", text)), new Findings())
                .orElseThrow();
        return (Scalar) ((Mapping) root).get("a").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: |\n  one\n\n    two\n  three\n",
                "a: |\n\n\n  one\n",
                "a: |-\n  one\n  two",
                "a: |+\n  one\n\n\nb: c\n",
                "a: |2\n    one\n  two\n",
                "a: |1-\n   one\n",
                "a: | # comment\n  one # none\n",
                "a: &x |\n  one\n",
                "a: !!str |\n  one\n",
                "a: &x !!str |\n  one\n",
                "a: |\r\n  one\r\n\r\n  two\r\n",
                "a: |\n  one\n   \n  two\n",
                "a: |\n  🚒 é\n  \ttab\n",
                "a: plain text\n",
                "a: plain text # comment\n",
                "a: 'quoted: text' # comment\n",
                "a: \"quoted\"\n",
                "{a: plain, b: c}\n",
                "a:\n  below\n",
            })
    void textsThatStandThereAreFound(String yaml) {
        Scalar scalar = scalar(yaml);
        SourceSlice lines = VerbatimText.of(scalar).orElseThrow();
        assertThat(lines.text().stripTrailing()).isEqualTo(scalar.text().stripTrailing());
        String first = scalar.text().lines().findFirst().orElseThrow();
        assertThat(lines.span().text()).startsWith(first);
        assertThat(scalar.text())
                .endsWith(lines.span().text().lines().reduce("", (a, b) -> b).strip()
                        + "\n"
                                .repeat(scalar.text().length()
                                        - scalar.text().stripTrailing().length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: >\n  one\n  two\n",
                "a: one\n  two\n",
                "a: 'it''s'\n",
                "a: \"one\\ntwo\"\n",
                "a: 'one\n  two'\n",
                "b: &x text\na: *x\n",
                "b: &x |\n  text\na: *x\n",
                "a: >-\n  one\n",
            })
    void textsThatAreMadeOfWhatStandsThereAreNot(String yaml) {
        assertThat(VerbatimText.of(scalar(yaml))).isEqualTo(Optional.empty());
    }

    /** Whatever is taken for verbatim is: line by line, the text is what the file has there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsTakenStandsThere(long seed) {
        var random = new Random(seed);
        String letters = "||>>--++12 \n\n\n   ab'\"\\#:&*!\t🚒é\r";
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(i % 2 == 0 ? "a: " : "a: |\n  ");
            random.ints(20, 0, letters.codePointCount(0, letters.length()))
                    .forEach(at -> text.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at))));
            Optional<Scalar> scalar = YamlReader.readOne(
                            SourceSlice.all(new SourceFile("a.yaml", text.toString())), new Findings())
                    .filter(Mapping.class::isInstance)
                    .flatMap(root -> ((Mapping) root).get("a"))
                    .filter(Scalar.class::isInstance)
                    .map(Scalar.class::cast);
            Optional<SourceSlice> lines = scalar.flatMap(VerbatimText::of);
            if (lines.isPresent()) {
                taken++;
                assertThat(lines.get().text().lines())
                        .as(text.toString())
                        .containsExactlyElementsOf(
                                scalar.orElseThrow().text().lines().toList());
            }
        }
        assertThat(taken).isGreaterThan(1_000);
    }
}
