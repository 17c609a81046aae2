package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.Function;
import dev.runproof.compiler.promql.Functions;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelInferenceTest {

    private static final Presence CERTAIN = new Certain(Optional.empty());
    private static final Presence POSSIBLE = new Possible(Optional.empty());

    private static LabelSet labels(String expression) {
        var result = PromQl.parse(expression);
        assertThat(result).isInstanceOf(Parsed.class);
        return LabelInference.of(((Parsed) result).expr());
    }

    /** What is known of the label {@code x}. */
    private static Presence x(String expression) {
        return labels(expression).presence("x");
    }

    private static Presence certain(String... values) {
        return new Certain(Optional.of(new TreeSet<>(List.of(values))));
    }

    private static Presence possible(String... values) {
        return new Possible(Optional.of(new TreeSet<>(List.of(values))));
    }

    /** The parts of an expression that take the label {@code x} away, and the reasons. */
    private static List<String> causes(String expression) {
        return causes(expression, "x");
    }

    private static List<String> causes(String expression, String label) {
        Presence presence = labels(expression).presence(label);
        assertThat(presence).isInstanceOf(Never.class);
        return ((Never) presence)
                .causes().stream()
                        .map(cause -> cause.clause()
                                        .map(range -> expression.substring(range.start(), range.end()))
                                        .orElse("")
                                + ": " + cause.reason())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "m{x=\"a\"};                certain a",
                "m{x=~\"a|b\"};             certain a b",
                "m{x=~\"a|b|\"};            possible a b",
                "m{x=~\"(a|b)c?\"};         certain a ac b bc",
                "m{x=~\"^(?:a|b)$\"};       certain a b",
                "m{x=~\"a{2}|[bc]\"};       certain aa b c",
                "m{x=~\"a\\\\.b\"};         certain a.b",
                "m{x=~\"a|b\", x!=\"a\"};   certain b",
                "m{x=~\"a|b\", x!~\"b|c\"}; certain a",
                "m{x=~\"a|b\", x=~\"b|c\"}; certain b",
                "m{x=~\"|a\", x!=\"\"};     certain a",
                "m{x!=\"\"};                certain",
                "m{x=~\".+\"};              certain",
                "m{x!~\"|a\"};              certain",
                "m{x=~\"a.*\"};             certain",
                "m{x=~\"[^a]\"};            certain",
                "m{x=~\"a*\"};              possible",
                "m{x=~\".*\"};              possible",
                "m{x!=\"a\"};               possible",
                "m{x!~\"a\"};               possible",
                "m{x=~\"(?i)a\"};           possible",
                "m;                         possible",
                "m{y=\"a\"};                possible",
                "{x=\"a\"} offset 5m;       certain a",
                "m{x=\"a\"} @ 0;            certain a",
                "m{x=\"\"};                 never",
                "m{x=~\"\"};                never",
                "m{x!~\".+\"};              never",
                "m{x=~\"|a\", x!=\"a\"};    never",
                "m{x=\"\\xff\"};            certain"
            })
    void aSelectorSaysWhatItsMatchersSay(String expression, String expected) {
        assertThat(told(x(expression))).isEqualTo(expected);
    }

    private static String told(Presence presence) {
        if (presence instanceof Never) {
            return "never";
        }
        var values = presence instanceof Certain certain ? certain.values() : ((Possible) presence).values();
        return (presence instanceof Certain ? "certain" : "possible")
                + values.map(all -> " " + String.join(" ", all)).orElse("");
    }

    @Test
    void manyValuesAreNotListed() {
        assertThat(x("m{x=~\"" + "a|".repeat(100) + "b\"}")).isEqualTo(certain("a", "b"));
        assertThat(x("m{x=~\"[abcdefghijklmnop][abcdefghijklmnop]\"}")).isEqualTo(CERTAIN);
        assertThat(x("m{x=\"" + "a".repeat(10_000) + "\"}")).isEqualTo(CERTAIN);
    }

    @Test
    void theNameOfTheMetricIsALabel() {
        assertThat(labels("m").presence("__name__")).isEqualTo(certain("m"));
        assertThat(labels("{\"m.n\"}").presence("__name__")).isEqualTo(certain("m.n"));
        assertThat(labels("{__name__=~\"m|n\"}").presence("__name__")).isEqualTo(certain("m", "n"));
        assertThat(labels("{x=\"a\"}").presence("__name__")).isEqualTo(POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(m[5m])",
                "sum_over_time(m[5m:1m])",
                "abs(m)",
                "-m",
                "m + 1",
                "1 - m",
                "m > bool 1",
                "m == bool m",
                "m * on (x) n",
                "sum without () (m)",
                "timestamp(m)",
                "hour(m)",
                "clamp_max(m, 1)",
                "(rate((m)[5m:]))"
            })
    void aCalculationDropsTheNameOfTheMetricAndNothingElse(String expression) {
        assertThat(labels(expression).presence("__name__")).isInstanceOf(Never.class);
        assertThat(x(expression)).isEqualTo(POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(M)",
                "+M",
                "M > 1",
                "1 < M",
                "M and n",
                "M unless n",
                "topk(1, M)",
                "sort_desc(M)",
                "last_over_time(M[5m])",
                "bottomk by (y) (2, M)",
                "limitk(1, M)",
                "M == ignoring (y) n",
                "sort_by_label(M, \"y\")"
            })
    void aChoiceKeepsSeriesAsTheyAre(String expression) {
        LabelSet labels = labels(expression.replace("M", "m{x=\"a\"}"));

        assertThat(labels.presence("__name__")).isEqualTo(certain("m"));
        assertThat(labels.presence("x")).isEqualTo(certain("a"));
        assertThat(labels.presence("z")).isEqualTo(POSSIBLE);
    }

    @Test
    void prometheusTwoKeepsTheNameBehindAtan2() {
        assertThat(labels("m atan2 1").presence("__name__")).isEqualTo(possible("m"));
    }

    @Test
    void theNameThatIsDroppedMayStillBeReadByAServerThatDropsItAtTheEnd() {
        assertThat(x("label_replace(rate(m[5m]), \"x\", \"$1\", \"__name__\", \"(.+)\")"))
                .isEqualTo(POSSIBLE);
        assertThat(labels("sum by (__name__) (rate(m[5m]))").presence("__name__"))
                .isEqualTo(POSSIBLE);
        assertThat(labels("rate(m[5m]) > rate(n[5m])").presence("__name__")).isEqualTo(POSSIBLE);
        assertThat(labels("rate(m[5m]) > 1").presence("__name__")).isInstanceOf(Never.class);
    }

    @Test
    void byKeepsItsLabelsOnly() {
        assertThat(x("sum by (x, y) (m{x=\"a\"})")).isEqualTo(certain("a"));
        assertThat(x("sum by (x) (m)")).isEqualTo(POSSIBLE);
        assertThat(causes("sum by (y, z) (m)")).containsExactly("by (y, z): sum keeps only the labels of by");
        assertThat(causes("max(m{x=\"a\"}) BY ()")).containsExactly("BY (): max keeps only the labels of by");
        assertThat(causes("group(m)")).containsExactly("group: group with no by gives one series without labels");
    }

    @Test
    void withoutDropsItsLabelsOnly() {
        assertThat(x("avg without (y) (m{x=\"a\"})")).isEqualTo(certain("a"));
        assertThat(causes("avg without (y, x) (m)")).containsExactly("x: without drops it");
    }

    @Test
    void theCauseIsTheInnermostClause() {
        assertThat(causes("sum by (x) (rate(sum by (y) (m)[5m:]))"))
                .containsExactly("by (y): sum keeps only the labels of by");
        assertThat(causes("sum by (z) (sum without (x) (m))")).containsExactly("x: without drops it");
    }

    @Test
    void countValuesSetsALabel() {
        assertThat(x("count_values(\"x\", m)")).isEqualTo(CERTAIN);
        assertThat(x("count_values by (y) (\"x\", m)")).isEqualTo(CERTAIN);
        assertThat(x("count_values without (y) (\"x\", m)")).isEqualTo(CERTAIN);
        assertThat(x("count_values without (x) (\"x\", m)")).isInstanceOf(Never.class);
        assertThat(labels("count_values(\"x\", m)").presence("y")).isInstanceOf(Never.class);
        assertThat(labels("count_values without (z) (\"x\", m)").presence("y")).isEqualTo(POSSIBLE);
    }

    @Test
    void labelsThatAreMatchedAreThoseOfBothSides() {
        assertThat(x("m * on (x) n{x=\"a\"}")).isEqualTo(certain("a"));
        assertThat(x("m{x=~\"a|b\"} / n{x=~\"b|c\"}")).isEqualTo(certain("b"));
        assertThat(x("m and on (x) n{x=\"a\"}")).isEqualTo(certain("a"));
        assertThat(x("m unless on (x) n{x=\"a\"}")).isEqualTo(POSSIBLE);
        assertThat(x("m and on () n{x=\"a\"}")).isEqualTo(POSSIBLE);
        assertThat(causes("m / sum by (y) (n)")).containsExactly("by (y): sum keeps only the labels of by");
        assertThat(x("m{x=\"a\"} / ignoring (x) sum by (y) (n)")).isInstanceOf(Never.class);
        assertThat(x("m{x=\"a\"} and ignoring (x) sum by (y) (n)")).isEqualTo(certain("a"));
    }

    @Test
    void onKeepsItsLabelsOnlyIfSeriesAreMatchedOneToOne() {
        assertThat(causes("m / on (y, z) n"))
                .containsExactly("y, z: of series that are matched one to one, only the labels of on are kept");
        assertThat(causes("m / on () n"))
                .containsExactly("/: of series that are matched one to one, only the labels of on are kept");
        assertThat(x("m > on (y) n")).isInstanceOf(Never.class);
        assertThat(x("m{x=\"a\"} / on (y) group_left () n")).isEqualTo(certain("a"));
        assertThat(x("n / on (y) group_right () m{x=\"a\"}")).isEqualTo(certain("a"));
    }

    @Test
    void ignoringDropsItsLabelsOnlyIfSeriesAreMatchedOneToOne() {
        assertThat(causes("m / ignoring (x) n")).containsExactly("x: ignoring drops it");
        assertThat(x("m{x=\"a\"} / ignoring (x) group_left () n")).isEqualTo(certain("a"));
    }

    @Test
    void groupLeftTakesLabelsOfTheOtherSide() {
        assertThat(x("m{x=\"b\"} * on (y) group_left (x) n{x=\"a\"}")).isEqualTo(certain("a"));
        assertThat(x("m{x=\"b\"} * on (y) group_left (x) n")).isEqualTo(POSSIBLE);
        assertThat(causes("m{x=\"b\"} * on (y) group_left (x) sum by (y) (n)"))
                .containsExactly("by (y): sum keeps only the labels of by");
        assertThat(x("n{x=\"a\"} * on (y) group_right (x) m")).isEqualTo(certain("a"));
    }

    @Test
    void aSideThatIsFilledHasOnlyTheLabelsThatAreMatched() {
        assertThat(x("m{x=\"a\"} + on (x) fill_left (0) n{x=\"b\"}")).isEqualTo(certain("a", "b"));
        assertThat(x("m{x=\"a\"} + on (x) fill_right (0) n")).isEqualTo(certain("a"));
        assertThat(x("m{x=\"a\"} + on (y) group_left () fill_left (0) n{x=\"b\"}"))
                .isEqualTo(possible("a"));
        assertThat(x("m + on (y) group_left (x) fill_right (0) n{x=\"b\"}")).isEqualTo(possible("b"));
    }

    @Test
    void ofOrALabelIsCertainOnlyIfItIsOnBothSides() {
        assertThat(x("m{x=\"a\"} or n{x=\"b\"}")).isEqualTo(certain("a", "b"));
        assertThat(x("m{x=\"a\"} or sum(n)")).isEqualTo(possible("a"));
        assertThat(x("m{x=\"a\"} or n")).isEqualTo(POSSIBLE);
        assertThat(causes("sum by (y) (m) or sum(n)"))
                .containsExactly(
                        "by (y): sum keeps only the labels of by",
                        "sum: sum with no by gives one series without labels");
    }

    @Test
    void aLongOrNamesOnlyItsFirstCauses() {
        assertThat(causes("sum(m)" + " or sum(m)".repeat(150))).hasSize(8);
    }

    @Test
    void absentHasTheLabelsThatAreComparedWithAValue() {
        assertThat(x("absent(m{x=\"a\", y=~\"b\"})")).isEqualTo(certain("a"));
        assertThat(x("absent_over_time(m{x=\"a\"}[5m])")).isEqualTo(certain("a"));
        assertThat(x("absent(m{x!=\"c\", x=\"a\"})")).isEqualTo(possible("a"));
        assertThat(x("absent(m{x=\"a\", x!=\"c\"})")).isEqualTo(possible("a"));
        assertThat(x("absent((m{x=\"a\"}))")).isEqualTo(possible("a"));
        for (String none : List.of(
                "absent(m{x=~\"a\"})",
                "absent(m{x!=\"\"})",
                "absent(m{x=\"\"})",
                "absent(m{x=\"\", x!=\"a\"})",
                "absent(m{x=\"a\", x=\"a\"})")) {
            assertThat(causes(none))
                    .containsExactly(
                            "absent: absent gives only those labels that the selector in it compares with = and a value");
        }
        assertThat(causes("absent(sum(m{x=\"a\"}))"))
                .containsExactly("absent: absent gives labels of a selector only, and what is in it is none");
        assertThat(causes("absent(m)", "__name__")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 + 1",
                "time()",
                "scalar(m)",
                "vector(1)",
                "hour()",
                "\"text\"",
                "vector(scalar(m{x=\"a\"}))"
            })
    void numbersAndWhatIsMadeOfThemHaveNoLabels(String expression) {
        assertThat(causes(expression)).hasSize(1);
        assertThat(causes(expression, "__name__")).hasSize(1);
    }

    @Test
    void histogramQuantileDropsTheLabelOfBucketsButNotOfNativeHistograms() {
        assertThat(labels("histogram_quantile(0.9, m{le=\"1\"})").presence("le"))
                .isEqualTo(possible("1"));
        assertThat(causes("histogram_quantile(0.9, sum by (x) (m))", "le")).hasSize(1);
        assertThat(x("histogram_quantile(0.9, m{x=\"a\"})")).isEqualTo(certain("a"));
        assertThat(x("histogram_quantiles(m, \"x\", 0.9)")).isEqualTo(CERTAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "m;                  'x', 'v',  'y', '.*';                       certain v",
                "m;                  'x', 'v',  '', '';                          certain v",
                "m;                  'x', 'v',  'y', '.+';                       possible",
                "m{x='a'};           'x', 'v',  'y', '.+';                       certain a v",
                "sum by (y) (m);     'x', 'v',  'y', '.+';                       possible v",
                "m{y='b'};           'x', '$1', 'y', '(.*)';                     certain b",
                "m{y='b'};           'x', '${1}-$0', 'y', '(.*)';                certain b-b",
                "m{y='b'};           'x', '$1x', 'y', '(.*)';                    never",
                "m;                  'x', '$1', 'y', '(.*)';                     possible",
                "m{y!=''};           'x', '$1', 'y', '(.*)';                     certain",
                "m{y!=''};           'x', '$1', 'y', '(.+)';                     certain",
                "m{y!=''};           'x', '$1', 'y', '([^:]+):.*';               possible",
                "sum(m);             'x', '$1', 'y', '(.*)';                     never",
                "m{y=~'b|c'};        'x', 'v',  'y', 'b|c|d';                    certain v",
                "m{y=~'b|c', x='a'}; 'x', 'v',  'y', 'b|d';                      certain a v",
                "m{y=~'b|c', x='a'}; 'x', 'v',  'y', 'd';                        certain a",
                "m{x='a'};           'x', '',   'y', '.*';                       never",
                "m{x='a'};           'x', '',   'y', 'b';                        possible a",
                "m;                  'x', '',   'x', '.*';                       never",
                "m{y=~'b:c|d'};      'x', '$p$h', 'y', '(?P<h>b|d)(?::(?P<p>c))?'; certain b cb cd d",
                "m;                  'x', '$$', 'y', '.*';                       certain $",
                "m;                  'x', '$n', 'y', '.*';                       never",
                "m{x='a'};           'x', '$1', 'y', '(?i)(.*)';                 possible",
                "m{x='a'};           'x', 'v',  'y', 'a)|(b';                    certain a v",
                "m{x='a'};           'z', 'v',  'y', '.*';                       certain a"
            })
    void labelReplaceSetsALabelWhereItMatches(String series, String arguments, String expected) {
        String expression = ("label_replace(" + series + ", " + arguments + ")").replace('\'', '"');
        assertThat(told(x(expression))).isEqualTo(expected);
    }

    @Test
    void whatLabelReplaceCannotSetIsMissingForWhyItsSourceIs() {
        assertThat(causes("label_replace(sum by (z) (m), \"x\", \"$1\", \"y\", \"(.*)\")"))
                .containsExactly("by (z): sum keeps only the labels of by");
        assertThat(causes("label_replace(m, \"x\", \"\", \"y\", \".*\")"))
                .containsExactly("label_replace: label_replace sets it to the empty text, which is to remove it");
    }

    @Test
    void labelJoinSetsALabelUnlessAllIsEmpty() {
        assertThat(x("label_join(m{y=\"b\", z=~\"c|d\"}, \"x\", \"-\", \"y\", \"z\")"))
                .isEqualTo(certain("b-c", "b-d"));
        assertThat(x("label_join(m, \"x\", \"-\", \"y\", \"z\")")).isEqualTo(CERTAIN);
        assertThat(x("label_join(m, \"x\", \"\", \"y\", \"z\")")).isEqualTo(POSSIBLE);
        assertThat(x("label_join(m, \"x\", \"-\", \"y\")")).isEqualTo(POSSIBLE);
        assertThat(x("label_join(m{y!=\"\"}, \"x\", \"\", \"y\", \"z\")")).isEqualTo(CERTAIN);
        assertThat(causes("label_join(m{x=\"a\"}, \"x\", \"-\")"))
                .containsExactly("label_join: label_join sets it to the empty text, which is to remove it");
    }

    @Test
    void infoAddsLabelsThatAreNotThere() {
        assertThat(x("info(sum by (y) (m))")).isEqualTo(POSSIBLE);
        assertThat(x("info(m{x=\"a\"})")).isEqualTo(certain("a"));
        assertThat(x("info(sum by (y) (m), {x=~\".+\"})")).isEqualTo(POSSIBLE);
        assertThat(x("info(sum by (y) (m), {z=~\".+\"})")).isInstanceOf(Never.class);
        assertThat(x("info(sum by (y) (m), {__name__=\"build_info\"})")).isEqualTo(POSSIBLE);
    }

    static List<Function> functions() {
        return Functions.all();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionIsKnown(Function function) {
        assertThat(FunctionLabels.Kind.of(function)).isPresent();
    }

    @Test
    void aHostileExpressionCostsLittle() {
        String many = IntStream.range(0, 50_000).mapToObj(i -> "a" + i).collect(Collectors.joining(","));
        String deep = "(".repeat(150) + "m{x=~\"" + "(".repeat(900) + "a" + ")".repeat(900) + "\"}" + ")".repeat(150);

        assertThat(labels("{" + "a=~\"" + "(a|b)".repeat(2_000) + "\"}").presence("a"))
                .isEqualTo(CERTAIN);
        assertThat(x(deep)).isEqualTo(POSSIBLE);
        assertThat(x("label_join(m{y=~\"[abcdefgh]\"}, \"x\", \"-\"" + ", \"y\"".repeat(5_000) + ")"))
                .isEqualTo(CERTAIN);
        for (String expression : List.of(
                "-".repeat(150) + "sum without (" + many + ") (m)",
                "m * on (" + many + ") n",
                "m * ignoring (" + many + ") n",
                "m * on () group_left (" + many + ") n",
                "m{" + many.replace(",", "=\"b\",") + "=\"b\"}" + " or n".repeat(150),
                "info(m, {" + many.replace(",", "=\"b\",") + "=\"b\"})",
                "absent(m{" + many.replace(",", "=\"b\",") + "=\"b\"})")) {
            assertThat(labels(expression).presence("a9")).isEqualTo(POSSIBLE);
        }
    }
}
