package dev.runproof.compiler.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which expressions are read as PromQL: none that may be something else is called a mistake. */
class LanguagesOfRulesTest {

    private static AlertFile file(String text) {
        return new AlertRuleReader(new Findings()).read(new SourceFile("rules.yaml", text), false);
    }

    private static String group(String... expressions) {
        return "groups:\n- name: g\n  rules:\n"
                + Stream.of(expressions)
                        .map(expression -> "  - alert: A\n    expr: |\n" + expression.indent(6))
                        .collect(Collectors.joining());
    }

    private static List<String> kinds(String text) {
        return file(text).alerts().stream()
                .map(alert -> alert.query().getClass().getSimpleName())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(rate({app=\"a\"} |= \"error\" [5m])) > 0",
                "sum(rate({app=\"a\"} | json | level=\"error\" [5m])) > 0",
                "count_over_time({app=\"a\"} != \"debug\" [5m]) > 0",
                "count_over_time({app=\"a\"}\n  # comment\n  !~ `x` [5m]) > 0",
                "bytes_rate({app=\"a\"}[5m]) > 0",
                "sum(rate({app=\"a}\"} |~ \"x\" [5m])) > 0",
                "vector(1) or {app=\"a\"} |= \"x\"",
                "quantile_over_time(0.9, {app=\"a\"} | unwrap latency [5m]) > 3",
            })
    void logQlShowsItself(String expression) {
        assertThat(kinds(group(expression, "sum(rate({app=\"b\"}[5m])) > 0", "sum(rate(x[5m))")))
                .containsOnly("Foreign");
    }

    @Test
    void whatMayBeLogQlIsLeftAlone() {
        assertThat(kinds(group("sum(rate({app=\"a\"}[5m)) > 0", "x{"))).containsExactly("Foreign", "Invalid");
        assertThat(kinds(group("sum(rate({app=\"a\"}[5m])) > 0"))).containsExactly("Read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x || y{a=\"b\"}",
                "x{a=\"b\"} | y",
                "x{a=\"b\"} !=  \"debug\"",
                "sum by (a (x)",
                "x == ",
                "rate(x)",
                "x{a=\"b|c\"",
                "\"{a} |= b\" x",
                "x # {app=\"a\"} |= \"b\"\n y",
            })
    void brokenPromQlIsToldFromIt(String expression) {
        assertThat(kinds(group(expression, "up == 0"))).containsExactly("Invalid", "Read");
    }

    @Test
    void resourcesOfOtherOperatorsAreLeftAlone() {
        String resource = """
                apiVersion: %s
                kind: %s
                spec:
                  groups:
                  - name: g
                    rules:
                    - {alert: A, expr: x == }
                    - {record: b, expr: x == }
                """;
        assertThat(kinds(resource.formatted("loki.grafana.com/v1", "AlertingRule")))
                .containsExactly("Foreign");
        assertThat(kinds(resource.formatted("operator.victoriametrics.com/v1beta1", "VMRule")))
                .containsExactly("Foreign");
        assertThat(kinds(resource.formatted("monitoring.openshift.io/v1", "AlertingRule")))
                .containsExactly("Invalid");
        AlertFile prometheus = file(resource.formatted("monitoring.coreos.com/v1", "PrometheusRule"));
        assertThat(prometheus.alerts().get(0).query()).isInstanceOf(Query.Invalid.class);
        assertThat(prometheus.recordings()).singleElement().satisfies(recording -> {
            assertThat(recording.name().value()).isEqualTo("b");
            assertThat(recording.query()).isInstanceOf(Query.Invalid.class);
        });
    }

    @Test
    void groupsOfVmalertSayWhomTheyAsk() {
        String typed = group("x ==").replace("- name: g\n", "- name: g\n  type: %s\n");
        assertThat(kinds(typed.formatted("graphite"))).containsExactly("Foreign");
        assertThat(kinds(typed.formatted("vlogs"))).containsExactly("Foreign");
        assertThat(kinds(typed.formatted("prometheus"))).containsExactly("Invalid");
    }

    @Test
    void conditionsOfFalcoAreNoPromQl() {
        assertThat(kinds("- {rule: A, desc: d, condition: 'evt.type = open', output: o, priority: ERROR}"))
                .containsExactly("Unread");
    }

    @Test
    void whatHasNoExpressionHasNoQuery() {
        assertThat(
                        kinds(
                                "groups:\n- name: g\n  rules:\n  - alert: A\n  - {alert: B, expr: }\n  - {alert: C, expr: ' '}\n"))
                .containsOnly("Unread");
    }
}
