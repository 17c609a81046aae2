package dev.runproof.compiler.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.runproof.compiler.query.Outcome.Result;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of results, and what only seems to be. */
class OutcomesTest {

    private static Result result(String text) {
        var scalar = new Scalar(new SourceFile("a.yaml", text).all(), text, true);
        return Outcomes.of((Query.Read) Query.of(scalar)).result();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector(0) > 1",
                "count(x) == 0",
                "count(x) < 1",
                "0 == count(x)",
                "sum(count by (a) (x)) <= 0",
                "count_over_time(x[5m]) == 0",
                "absent(x) == 0",
                "absent(x) and x",
                "x > 5 and absent(x)",
                "absent(vector(1))",
                "x{a=\"1\", a=\"2\"}",
                "x{a=\"1\", a!=\"1\"}",
                "x{a=\"\", a=~\".+\"}",
                "x{a=\"c\", a=~\"a|b\"}",
                "x{a=\"ab\", a!~\"a.*\"}",
                "{__name__=\"x\", __name__=~\"y.*\"}",
                "sum by (a) (rate(x{a=\"1\", a=\"2\"}[5m])) > 3",
                "y and x{a=\"1\", a=\"2\"}",
                "y / on () sum(x{a=\"1\", a=\"2\"})",
                "x{a=\"1\", a=\"2\"} or x{a=\"1\", a=\"3\"}",
                "x > 80 and x < 50",
                "80 < x and (x < 50)",
                "x >= 5 and x < 5",
                "x > 5 and x <= 5",
                "(x > 5) == 5",
                "x == 1 and x == 2",
                "(x > 5) < 3",
                "x > x",
                "sum(x) < sum(x)",
                "x unless x",
                "x unless on () vector(1)",
                "hour() > 23",
                "x and on () hour() >= 24",
                "up == 2",
                "(x > bool 5) > 1",
                "count(x) * -1 > 0",
                "x == on () group_left vector(NaN)",
                "x > scalar(y{a=\"1\", a=\"2\"})",
            })
    void neverGivesAnything(String text) {
        assertThat(result(text)).isEqualTo(Result.NEVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1 > bool 2",
                "time()",
                "scalar(x)",
                "vector(1)",
                "vector(2) > 1",
                "sum(vector(1))",
                "hour() >= 0",
                "absent(x{a=\"1\", a=\"2\"})",
                "x or vector(1)",
                "sum(x) or vector(0) >= 0",
                "vector(1) and on () vector(2)",
                "vector(1) + vector(2)",
                "vector(1) unless x{a=\"1\", a=\"2\"}",
                "month() > bool 20",
            })
    void alwaysGivesSomething(String text) {
        assertThat(result(text)).isEqualTo(Result.ALWAYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "count(x) == 1",
                "count(x) != 1",
                "(count(x) or vector(0)) == 0",
                "sum(x) == 0",
                "avg(count by (a) (x)) < 1.5",
                "absent(x) == 1",
                "absent(x) and y",
                "absent(x) or x",
                "absent(x{a=\"1\"}) and x{a=\"2\"}",
                "x{a=\"1\", b=\"2\"}",
                "x{a=\"1\", a=~\"1|2\"}",
                "x{a=~\"1\", a=~\"2\"}",
                "x{a=\"b\", a=~\"(?i)B\"}",
                "x{a=\"a\\nb\", a=~\"a.b\"}",
                "x > 80 or x < 50",
                "x > 5 and x < 5.5",
                "x >= 5 and x <= 5",
                "x > 80 and y < 50",
                "x > 80 and on (a) x < 50",
                "x > 80 and ignoring (a) x < 50",
                "{a=\"1\"} > 80 and {a=\"1\"} < 50",
                "x > 80 and x offset 5m < 50",
                "x{a=\"b  c\"} > 80 and x{a=\"b c\"} < 50",
                "x != 1 and x != 2",
                "x != x",
                "x >= x",
                "x > ignoring (a) group_left x",
                "x unless on (a) x",
                "x unless on () y",
                "x unless vector(1)",
                "hour() >= 9 < 17",
                "vector(1) and x",
                "vector(1) + x",
                "up == 0",
                "rate(x[5m]) < 0",
                "rate(vector(1)[5m:]) > 1",
                "topk(0, vector(1))",
                "-count(x) < 0",
                "x / 0 > 5",
                "sum(x > bool 5) > 1",
                "vector(scalar(x)) > 0",
                "x + fill (0) y{a=\"1\", a=\"2\"}",
            })
    void dependsOnData(String text) {
        assertThat(result(text)).isEqualTo(Result.PERHAPS);
    }

    /** What is asked again at each level would take time without end. */
    @Test
    void longChainsTakeLittleTime() {
        String and = "x > 1" + " and x > 1".repeat(400);
        String nested = "(".repeat(150) + "x > 1" + " and x > 1)".repeat(150);
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> result(and) + " " + result(nested)))
                .isEqualTo("PERHAPS PERHAPS");
    }
}
