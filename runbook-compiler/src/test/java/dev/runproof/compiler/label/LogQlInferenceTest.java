package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogQlInferenceTest {

    private static final Presence POSSIBLE = new Possible(Optional.empty());
    private static final String LOGS =
            "rate({app=\"a)\"} |~ `by (z) \"` | json | line_format \"{{.x}} \\\") by (z\" [5m])";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (x) (LOGS)",
                "sum(LOGS) by (x)",
                "max by (x, y) (LOGS) > 5",
                "(sum by (x) (LOGS)) >= bool 0.5",
                "sum by (x) (LOGS) / sum by (x) (LOGS) > 0.1",
                "sum by (x) (LOGS) or max by (y) (LOGS)",
                "sum by (x) (LOGS) / on (x) group_left (y) sum by (x, y) (LOGS)",
                "1 - sum by (x) (LOGS)",
                "sum # by (z)\n by (x) (LOGS)",
                "-1 * count by (x) (LOGS)",
                "sum by (x) (LOGS) unless ignoring (y) sum(LOGS)",
                "avg by (x) (topk(5, sum by (z) (LOGS)))"
            })
    void behindOutermostAggregationsThereAreOnlyTheirLabels(String expression) {
        LabelSet labels = LogQlInference.of(expression.replace("LOGS", LOGS));

        assertThat(labels.presence("x")).isEqualTo(POSSIBLE);
        assertThat(labels.presence("z")).isInstanceOf(Never.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOGS",
                "topk(5, sum by (x) (LOGS))",
                "sum without (x) (LOGS)",
                "sum by (x) (LOGS) + LOGS",
                "label_replace(sum by (x) (LOGS), \"z\", \"$1\", \"x\", \"(.*)\")",
                "sort(sum by (x) (LOGS))",
                "sum by (x) (LOGS",
                "sum by (x) (LOGS))",
                "sum by (x LOGS",
                "",
                "sum",
                "sum by",
                "sum by (x)",
                "(",
                "sum by (\"z\") (LOGS)",
                "sum by (x) (LOGS) \"",
                "sum by (x) (LOGS) or",
                "sum by (x) (LOGS) or vector(0)",
                "absent_over_time({a=\"b\"}[5m])",
                "max_over_time({a=\"b\"} | unwrap c [5m]) by (x)",
                "sum by (x) (LOGS) by (z)",
                "SUM by (x) (LOGS)"
            })
    void ofAnythingElseNothingIsKnown(String expression) {
        LabelSet labels = LogQlInference.of(expression.replace("LOGS", LOGS));

        assertThat(labels.presence("x")).isEqualTo(POSSIBLE);
        assertThat(labels.presence("z")).isEqualTo(POSSIBLE);
    }

    /** To compare with a number takes no label away. */
    @ParameterizedTest
    @ValueSource(strings = {"sum by (x) (LOGS) > 5", "1 - sum by (x) (LOGS)", "(1 + 2) * sum by (x) (LOGS) > -5"})
    void aNumberIsNotTheCause(String expression) {
        assertThat(LogQlInference.of(expression.replace("LOGS", LOGS)).presence("z"))
                .isInstanceOfSatisfying(
                        Never.class,
                        never -> assertThat(never.causes())
                                .extracting(Cause::reason)
                                .containsExactly("sum keeps only the labels of by"));
    }

    @Test
    void theClauseIsTheCause() {
        String expression = "sum by (x) (" + LOGS + ")";

        assertThat(LogQlInference.of(expression).presence("z"))
                .isInstanceOfSatisfying(
                        Never.class,
                        never -> assertThat(never.causes())
                                .singleElement()
                                .satisfies(cause -> assertThat(cause.clause()
                                                .map(range -> expression.substring(range.start(), range.end())))
                                        .contains("by (x)")));
        assertThat(LogQlInference.of("sum(" + LOGS + ")").presence("x"))
                .isInstanceOfSatisfying(
                        Never.class,
                        never -> assertThat(never.causes())
                                .extracting(Cause::reason)
                                .containsExactly("sum with no by gives one series without labels"));
    }

    @Test
    void aHostileExpressionCostsLittle() {
        assertThat(LogQlInference.of("(".repeat(100_000) + "1" + ")".repeat(100_000))
                        .presence("x"))
                .isEqualTo(POSSIBLE);
        assertThat(LogQlInference.of("\"" + "\\n".repeat(100_000) + "\"").presence("x"))
                .isEqualTo(POSSIBLE);
        assertThat(LogQlInference.of("sum by (x) ({a=\"" + "\\na".repeat(100_000) + "\"})")
                        .presence("z"))
                .isInstanceOf(Never.class);
        assertThat(LogQlInference.of("1" + " or sum by (x) (1)".repeat(20_000)).presence("x"))
                .isEqualTo(POSSIBLE);
        assertThat(LogQlInference.of("`" + " #\n".repeat(100_000)).presence("x"))
                .isEqualTo(POSSIBLE);
    }
}
