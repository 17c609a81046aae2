package dev.runproof.compiler.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatedTextTest {

    private static String steps(String markdown) {
        return StepsText.of(new MarkdownReader().read(new SourceFile("a.md", markdown), 1));
    }

    private static List<Alert> alerts(String... expressions) {
        var rules = new StringBuilder("groups:\n- name: g\n  rules:\n");
        for (String expression : expressions) {
            rules.append("  - alert: A\n    expr: |-\n")
                    .append(expression
                            .lines()
                            .map(line -> "      " + line + "\n")
                            .collect(Collectors.joining()));
        }
        return new AlertRuleReader(new Findings())
                .read(new SourceFile("a.yaml", rules.toString()), false)
                .alerts();
    }

    private static String expression(String written) {
        return ExpressionText.of(alerts(written).get(0));
    }

    /** Worked out by another program, so that others can do the same. */
    @Test
    void hashesAreAsTheReferenceSays() {
        var document = new MarkdownReader()
                .read(
                        new SourceFile(
                                "a.md", "# Disk\r\n\r\nEnlarge\r\nit:\r\n\r\n```sh\r\ndf -h\r\n\r\n  x\r\n```\r\n"),
                        1);
        var hashes = new TreeMap<String, String>();
        hashes.put("A", Expressions.of(alerts("b > 1", "a > 1")).hashOf("A").orElseThrow());
        ValidatedText text = ValidatedText.of(document, hashes);
        assertThat(text.steps())
                .isEqualTo("v1:sha256:610a40f3a7b628a1c3e6ae6ddbbbad7787925ef7e6b84354101aa2e341b0a70c");
        assertThat(text.alerts())
                .isEqualTo("v1:sha256:929e8183777ec7cbfb0763a9749e766807ba3ac70e67e461d16feb611c5dc4c0");
    }

    @Test
    void proseIsWordsAndCodeIsLines() {
        assertThat(steps("# Disk\n\nEnlarge\tit,\n  then `df  -h`:\n\n```sh\ndf -h  \n\n  x\n```\n- done\n"))
                .isEqualTo(" # Disk Enlarge it, then `df -h`:\n```sh\ndf -h\n  x\n``` - done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Disk\r\n\r\nEnlarge it.\r\n",
                "# Disk\n\n\nEnlarge\nit.",
                "# Disk   \n<!-- a\n\nb -->\nEnlarge <!-- c --> it.\n\n",
                "\n\n# Disk\nEnlarge\t it.",
            })
    void whatNoReaderSeesCountsForNothing(String markdown) {
        assertThat(steps(markdown)).isEqualTo(" # Disk Enlarge it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Disk\n\nEnlarge  It.\n",
                "# Disk\n\nEnlarge it\n",
                "## Disk\n\nEnlarge it.\n",
                "# Disk\n\n    Enlarge it.\n",
                "# Disk\n\n```\nEnlarge it.\n```\n",
                "# Disk\n\nEnlarge [it](https://x.example).\n",
            })
    void whatAReaderSeesCounts(String markdown) {
        assertThat(steps(markdown)).isNotEqualTo(" # Disk Enlarge it.");
    }

    @Test
    void commentsInCodeAndTargetsOfLinksCount() {
        assertThat(steps("```\n<!-- a -->\n```\n")).contains("<!-- a -->");
        assertThat(steps("[a]\n\n[a]: https://x.example\n")).endsWith(" [a]: https://x.example");
        assertThat(steps("```\na\n  b\n```\n")).isNotEqualTo(steps("```\na\nb\n```\n"));
        assertThat(steps("```\na b\n```\n")).isNotEqualTo(steps("```\na\nb\n```\n"));
        assertThat(steps("1. x\n\n   ```sh\n   a\n     b\n   ```\n")).isEqualTo(" 1. x\n```sh\na\n  b\n```");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            sum( rate(x[5m]) )  >  1     | sum(rate(x[5m]))>1
            a and on (b) c               | a and on(b)c
            a:b offset 5m                | a:b offset 5m
            x{a="b  c"} # note           | x{a="b  c"}
            x{a="#"} > 1                 | x{a="#"}>1
            x{a=~"\\"  #"} > 1           | x{a=~"\\"  #"}>1
            x{a=~'  # "'}  or `\\  ` > 1 | x{a=~'  # "'}or`\\  `>1
            x{a="never  closed           | x{a="never  closed
            """)
    void whiteSpaceAndCommentsOfExpressionsCountForNothing(String written, String text) {
        assertThat(expression(written)).isEqualTo(text);
    }

    @Test
    void expressionsMayHaveSeveralLines() {
        assertThat(expression("a\n# note\nand\n  b")).isEqualTo("a and b");
        assertThat(expression("a # note\nb")).isEqualTo("a b");
    }

    @Test
    void conditionsOfFalcoHaveNoComments() {
        String rule = "- {rule: A, desc: d, condition: 'x = a#b  and y', output: o, priority: ALERT}\n";
        assertThat(new AlertRuleReader(new Findings())
                        .read(new SourceFile("f.yaml", rule), false)
                        .alerts())
                .extracting(ExpressionText::of)
                .containsExactly("x=a#b and y");
    }

    @Test
    void rulesOfOneNameAreOneSet() {
        var one = Expressions.of(alerts("a", "b"));
        assertThat(one.hashOf("A"))
                .isEqualTo(Expressions.of(alerts("b ", "a", "a")).hashOf("A"));
        assertThat(one.hashOf("A")).isNotEqualTo(Expressions.of(alerts("a")).hashOf("A"));
        assertThat(one.hashOf("B")).isEmpty();
    }
}
