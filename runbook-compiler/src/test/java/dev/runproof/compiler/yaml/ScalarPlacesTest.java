package dev.runproof.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of texts are found in the file, in whichever way YAML has them. */
class ScalarPlacesTest {

    private static ScalarPlaces places(String yaml) {
        Mapping root = (Mapping) YamlReader.read(SourceSlice.all(new SourceFile("a.yaml", yaml)), new Findings())
                .orElseThrow()
                .get(0);
        return new ScalarPlaces((Scalar) root.get("expr").orElseThrow());
    }

    /** The text of each has WORD in it once, and in the file it stands as WORD too. */
    static Stream<String> styles() {
        return Stream.of(
                "expr: sum(WORD)",
                "expr: sum(a)\n  + WORD\n\n  + b",
                "expr: 'it''s WORD''s'",
                "expr: 'it''s\n  in two\n\n  lines: WORD'",
                "expr: \"a\\\"b\\\\ \\x41\\u00e9\\U0001F600 WORD \\n\"",
                "expr: \"a\\tb\\n \\\n   c\\ WORD\"",
                "expr: |\n  sum(\n    WORD\n  )",
                "expr: |2-  # why\n    sum(\n\n  WORD)",
                "expr: >-\n  sum(\n    indented\n  WORD)\n  folded",
                "expr: >\n\n\n  a\n\n\n  b\tWORD",
                "expr: !!str &anchor 'a WORD'",
                "expr: &anchor |\n  WORD",
                "expr: \u00e9\ud83d\ude00WORD");
    }

    @ParameterizedTest
    @MethodSource("styles")
    void aPartIsFoundLetterByLetter(String yaml) {
        ScalarPlaces places = places(yaml);
        int start = places.text().indexOf("WORD");
        assertThat(start).isNotNegative();
        Span span = places.span(start, start + 4);
        assertThat(span.text()).isEqualTo("WORD");
        assertThat(span.start()).isEqualTo(yaml.indexOf("WORD"));
    }

    @Test
    void anEscapeIsCoveredAsAWhole() {
        ScalarPlaces places = places("expr: \"a\\u00e9\\U0001F600b\"");
        assertThat(places.text()).isEqualTo("a\u00e9\ud83d\ude00b");
        assertThat(places.span(1, 2).text()).isEqualTo("\\u00e9");
        assertThat(places.span(2, 4).text()).isEqualTo("\\U0001F600");
        assertThat(places("expr: 'a''b'").span(1, 2).text()).isEqualTo("''");
    }

    @Test
    void whiteSpaceAtTheEndsIsLeftOut() {
        ScalarPlaces places = places("expr: >-\n  a\n  b\n  c");
        assertThat(places.text()).isEqualTo("a b c");
        assertThat(places.span(1, 4).text()).isEqualTo("b");
    }

    @Test
    void aPlaceBetweenCharactersIsBehindTheOneBeforeIt() {
        String yaml = "expr: |\n  sum(a\n\n";
        ScalarPlaces places = places(yaml);
        Span end = places.span(places.text().length(), places.text().length());
        assertThat(end.start()).isEqualTo(yaml.indexOf("a\n") + 1);
        assertThat(end.end()).isEqualTo(end.start());
        assertThat(places.span(0, 0).start()).isEqualTo(yaml.indexOf("sum"));
    }

    @Test
    void theTextOfAnAliasStandsWhereTheAliasDoes() {
        ScalarPlaces places = places("a: &a sum(WORD)\nexpr: *a");
        assertThat(places.text()).isEqualTo("sum(WORD)");
        assertThat(places.span(4, 8).text()).isEqualTo("*a");
    }
}
