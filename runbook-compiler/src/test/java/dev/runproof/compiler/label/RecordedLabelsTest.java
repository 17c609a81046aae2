package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedLabelsTest {

    private static final Presence ANYTHING = new Possible(Optional.empty());

    private final List<RecordingRule> rules = new ArrayList<>();

    private record Rule(String metric, String text, Map<String, String> labelsSet) implements RecordingRule {

        @Override
        public Optional<Expr> expression() {
            return PromQl.parse(text) instanceof Parsed parsed ? Optional.of(parsed.expr()) : Optional.empty();
        }

        @Override
        public Span place(Optional<Range> clause) {
            var file = new SourceFile("rules.yaml", text);
            return clause.map(range -> file.span(range.start(), range.end())).orElseGet(file::all);
        }
    }

    private RecordedLabelsTest rule(String metric, String expression, Map<String, String> labels) {
        rules.add(new Rule(metric, expression, labels));
        return this;
    }

    private RecordedLabelsTest rule(String metric, String expression) {
        return rule(metric, expression, Map.of());
    }

    private LabelSet labels(String expression, String... added) {
        return LabelInference.of(((Parsed) PromQl.parse(expression)).expr(), RecordedLabels.of(rules, Set.of(added)));
    }

    private static Presence certain(String... values) {
        return new Certain(Optional.of(new TreeSet<>(List.of(values))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:x",
                "a:x > 5",
                "max_over_time(a:x[5m])",
                "{__name__='a:x'}",
                "{'a:x'}",
                "{__name__=~'a:x'}",
                "a:x offset 1h",
                "(a:x[5m:1m])",
                "sum by (job, pod) (a:x)",
                "a:x / on (job) b{job!=''}"
            })
    void seriesHaveTheLabelsOfTheirRule(String expression) {
        rule("a:x", "sum by (job) (m{job!=''})");

        assertThat(labels(expression).presence("job")).isEqualTo(new Certain(Optional.empty()));
        assertThat(labels(expression).presence("pod")).isInstanceOf(Never.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b:x",
                "x",
                "{job='a'}",
                "{__name__=~'a:.*'}",
                "{__name__=~'a:x|x'}",
                "{__name__!='a:x', job='a'}"
            })
    void ofAllOthersNothingIsKnown(String expression) {
        // A name without a colon may come from an exporter as well.
        rule("a:x", "sum by (job) (m)").rule("x", "sum by (job) (m)");

        assertThat(labels(expression).presence("pod")).isEqualTo(ANYTHING);
    }

    @Test
    void theNameIsThatOfTheRule() {
        rule("a:x", "m{job='api'}");

        assertThat(labels("a:x").presence("__name__")).isEqualTo(certain("a:x"));
        assertThat(labels("a:x").presence("job")).isEqualTo(certain("api"));
    }

    @Test
    void labelsOfARuleStandBeforeThoseOfItsSeriesAndAreNoTemplates() {
        rule("a:x", "sum by (job, env) (m)", Map.of("job", "{{ $labels.job }}", "zone", "z", "env", ""));

        assertThat(labels("a:x").presence("job")).isEqualTo(certain("{{ $labels.job }}"));
        assertThat(labels("a:x").presence("zone")).isEqualTo(certain("z"));
        assertThat(labels("a:x").presence("env")).isInstanceOf(Never.class);
    }

    @Test
    void anyRuleOfANameMayHaveMadeASeries() {
        rule("a:x", "sum(m)", Map.of("kind", "all")).rule("a:x", "sum by (job) (m{job!=''})", Map.of("kind", "job"));

        assertThat(labels("a:x").presence("kind")).isEqualTo(certain("all", "job"));
        assertThat(labels("a:x").presence("job")).isEqualTo(ANYTHING);
        assertThat(labels("a:x{job!=''}").presence("job")).isEqualTo(new Certain(Optional.empty()));
        assertThat(labels("a:x").presence("pod")).isInstanceOf(Never.class);
        assertThat(labels("{__name__=~'a:x|b:x'}").presence("pod")).isEqualTo(ANYTHING);
        rule("b:x", "sum by (pod) (m)");
        assertThat(labels("{__name__=~'a:x|b:x'}").presence("pod")).isEqualTo(ANYTHING);
        assertThat(labels("{__name__=~'a:x|b:x'}").presence("zone")).isInstanceOf(Never.class);
    }

    @Test
    void aRuleThatIsNotReadMayGiveAnything() {
        rule("a:x", "sum(m)").rule("a:x", "sum(");

        assertThat(labels("a:x").presence("pod")).isEqualTo(ANYTHING);
    }

    @Test
    void rulesAreFollowedToTheOneThatTakesALabelAwayInWhicheverOrder() {
        rule("c:x", "b:x * 2").rule("b:x", "sum without (zone) (a:x)").rule("a:x", "sum by (job) (m)");

        assertThat(labels("c:x").presence("job")).isEqualTo(ANYTHING);
        assertThat(labels("1 + c:x").presence("pod"))
                .isInstanceOfSatisfying(
                        Never.class,
                        never -> assertThat(never.causes()).singleElement().satisfies(cause -> {
                            assertThat(cause.clause()).contains(new Range(4, 7));
                            assertThat(cause.reason()).isEqualTo("sum keeps only the labels of by");
                            Cause.Recorded recorded = cause.recorded().orElseThrow();
                            assertThat(recorded.rule().metric()).isEqualTo("a:x");
                            assertThat(recorded.rule().place(recorded.clause()).text())
                                    .isEqualTo("by (job)");
                        }));
    }

    @ParameterizedTest
    @CsvSource({"a:x, false", "b:x, false", "c:x, false", "d:x, true", "e:x, true", "h:x, true", "f:x, false"})
    void inACircleEachTakesItThatTheOthersGiveAnything(String metric, boolean never) {
        rule("a:x", "b:x").rule("b:x", "c:x offset 1m or d:x").rule("c:x", "a:x");
        rule("d:x", "sum by (job) (d:x offset 1m or m)");
        // Behind a circle, and between two.
        rule("e:x", "sum by (job) (a:x)")
                .rule("h:x", "e:x + e:x")
                .rule("f:x", "i:x")
                .rule("g:x", "f:x or g:x offset 1m");
        rule("i:x", "sum by (job) (a:x)");

        assertThat(labels(metric).presence("pod") instanceof Never).isEqualTo(never);
    }

    @Test
    void whatIsAddedOnTheWayMayBeOnEachSeries() {
        rule("a:x", "sum by (job, zone) (m{job='api'})");

        assertThat(labels("a:x", "cluster").presence("cluster")).isEqualTo(ANYTHING);
        assertThat(labels("a:x", "job").presence("job")).isEqualTo(certain("api"));
        assertThat(labels("a:x", "cluster").presence("pod")).isInstanceOf(Never.class);
    }

    @Test
    void longChainsAndManyRulesOfOneNameAreFollowed() {
        rule("r:0", "sum by (job) (m)");
        for (int i = 1; i <= 20_000; i++) {
            rule("r:" + i, "r:" + (i - 1));
            rule("r:all", "r:" + i);
        }

        assertThat(labels("r:20000").presence("pod")).isInstanceOf(Never.class);
        assertThat(labels("r:all").presence("pod")).isInstanceOf(Never.class);
    }
}
