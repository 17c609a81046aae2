package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Near misses of the checks of expressions; the plain cases are on their pages. */
class ExpressionsOfAlertsTest {

    private static List<String> findings(String id, String expression, String recordings) {
        return new LibraryBuilder().expression(expression, recordings).findings(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector(1)",
                "(vector(1))",
                "x",
                "sum(x)",
                "absent(x)",
                "absent(x) or absent(y)",
                "rate(x[5m]) > 0",
                "rate(x[5m]) and y",
                "(x > bool 5) == 1",
                "changes(x[5m]) unless y",
                "max_over_time(problem[5m])",
                "hour() > 5"
            })
    void theseStop(String expression) {
        assertThat(findings("never-stops", expression, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vector(1) + vector(0)",
                "1",
                "x > bool 5",
                "(sum by (a) (x) != bool 5)",
                "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))",
                "sum(increase(x_total[1h])) / 60",
                "absent(x{a='1', a='2'})"
            })
    void theseDoNot(String expression) {
        assertThat(findings("never-stops", expression, "")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (a) (x) / sum by (a) (y)",
                "sum by (a, b) (x) / sum by (b, a) (y)",
                "sum by (a, b) (x) / on (a) group_left sum by (a) (y)",
                "sum by (a, b) (x) / ignoring (b) group_left sum by (a) (y)",
                "sum(x) / sum(y)",
                "x / sum by (a) (y)",
                "x and on () vector(1)",
                "sum by (a) (x) or sum by (b) (y)",
                "sum without (a) (x) / sum by (b) (y)",
                "x{a='1'} > on (b) y{a='2'}",
                "x{a='1'} > y{a=~'1|2'}",
                "sum by (a) (x) > scalar(sum(y))",
                "sum by (a) (x) > 5"
            })
    void theseSidesMayMatch(String expression) {
        assertThat(findings("incompatible-sides", expression, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (a) (x) / sum by (b) (y)",
                "sum by (a) (x) > sum(y)",
                "sum by (a) (x) unless sum by (a, b) (y)",
                "sum by (a, b) (x) > on (a, b) group_left sum by (a) (y)",
                "x{a='1'} and y{a='2'}",
                "x{a='1'} > on (a) sum(y)"
            })
    void theseNever(String expression) {
        assertThat(findings("incompatible-sides", expression, "")).hasSize(1);
    }

    @Test
    void sidesThatRulesRecordAreComparedByTheRules() {
        String recorded = "  - {record: 'a:x', expr: 'sum by (a) (x)'}\n";
        assertThat(findings("incompatible-sides", "a:x > on (a, b) y{b!=''}", recorded))
                .containsExactly(
                        "6:15 incompatible-sides the sides of > never match: only the right side has the label b;"
                                + " on the left side sum keeps only the labels of by in the rule that records it (rules.yaml:4:32)");
        assertThat(findings("incompatible-sides", "a:x > on (a, b) y", recorded))
                .isEmpty();
        assertThat(findings("incompatible-sides", "b:x > on (a, b) y{b!=''}", recorded))
                .isEmpty();
    }

    /** Of two rules of one name, one may have made the series that match. */
    @Test
    void rulesOfOneNameMayGroupByDifferentLabels() {
        String recorded =
                "  - {record: 'a:x', expr: 'sum by (a) (x)'}\n  - {record: 'a:x', expr: 'sum by (a, b) (x)'}\n";
        assertThat(findings("incompatible-sides", "a:x > sum by (a) (y)", recorded))
                .isEmpty();
        assertThat(findings("incompatible-sides", "a:x > sum by (a, c) (y)", recorded))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up == 1",
                "sum(up) == 0",
                "up == 0 and on (job) x > 5",
                "absent(up)",
                "irate(x_total[5m]) > 0",
                "increase(x_total[1m]) > 3",
                "rate(x_total[5m]) > 3",
                "rate(x_total[1m]) > 3 and rate(x_total[1h]) > 3",
                "max_over_time(rate(x_total[1m])[1h:]) > 3",
                "disk_free_bytes < 1e9",
                "count(node_load1 > 5) > 3",
                "node_load1 > bool 5"
            })
    void theseNeedNoFor(String expression) {
        assertThat(findings("missing-for", expression, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up == 0",
                "up != 1",
                "probe_success < 1",
                "up == 0 or x > 5",
                "irate(x_total[1h]) > 3",
                "sum by (a) (rate(x_total[2m])) / sum by (a) (rate(y_total[2m])) > 0.1",
                "http_requests_in_flight > 0.5"
            })
    void theseDo(String expression) {
        assertThat(findings("missing-for", expression, "")).hasSize(1);
    }

    @Test
    void anyDurationButNoneIsOne() {
        String rule = "up == 0\n    %s";
        assertThat(findings("missing-for", rule.formatted("for: 1m"), "")).isEmpty();
        assertThat(findings("missing-for", rule.formatted("keep_firing_for: 5m"), ""))
                .isEmpty();
        assertThat(findings("missing-for", rule.formatted("for: 0m"), "")).hasSize(1);
        assertThat(findings("missing-for", rule.formatted("for: 0"), "")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(x_total[5m]) > 3",
                "rate(x_count[5m]) > 3",
                "rate(x[5m]) > 3",
                "rate(kube_pod_container_status_restarts_total[5m]) > 3",
                "rate(job:x:other[5m]) > 3",
                "rate(job:x:double[5m]) > 3",
                "rate(job:x:twice[5m]) > 3",
                "sum(rate(x_total[5m])) > 3",
                "rate(x_total[1h:1m]) > 3",
                "delta(x_count[5m]) > 3",
                "deriv(node_load1[5m]) > 3",
                "changes(x_info[5m]) > 3"
            })
    void theseMayBeCounters(String expression) {
        assertThat(findings("rate-of-no-counter", expression, """
                  - {record: 'job:x:double', expr: 'x_total * 2'}
                  - {record: 'job:x:twice', expr: 'rate(x_total[5m])'}
                  - {record: 'job:x:twice', expr: 'x_total'}
                """)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(x_info[5m]) > 3",
                "rate(kube_pod_status_phase[5m]) > 3",
                "irate(job:x:ratio[5m]) > 3",
                "sum(increase(job:x:sum[5m])) > 3",
                "increase(avg by (a) (x_total)[1h:]) > 3",
                "rate(rate(x_total[5m])[1h:]) > 3",
                "predict_linear(x_total[1h], 60) > 3",
                "idelta(x_bucket[5m]) > 3"
            })
    void theseAreNone(String expression) {
        assertThat(findings("rate-of-no-counter", expression, """
                  - {record: 'job:x:ratio', expr: 'sum(x) / sum(y)'}
                  - {record: 'job:x:sum', expr: 'sum by (job) (x_total)'}
                """)).hasSize(1);
    }
}
