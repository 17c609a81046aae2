package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.label.AlertLabels;
import dev.runproof.compiler.label.Cause;
import dev.runproof.compiler.label.LabelInference;
import dev.runproof.compiler.label.LabelSet;
import dev.runproof.compiler.label.LogQlInference;
import dev.runproof.compiler.label.Presence;
import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.RecordedLabels;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of the labels of the alerts of a rule, without any data. Immutable. */
final class KnownLabels {

    private final Alert alert;
    private final RecordedLabels recorded;
    private final LabelSet series;
    private final LabelSet alerts;

    private KnownLabels(Alert alert, RecordedLabels recorded, LabelSet series) {
        this.alert = alert;
        this.recorded = recorded;
        this.series = series;
        this.alerts = AlertLabels.of(
                series,
                alert.name().value(),
                alert.labels().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, label -> label.getValue().value())));
    }

    /**
     * That of a rule; nothing for one of Falco, and for one whose expression is broken, which is told as such.
     *
     * @param alert the rule
     * @param recorded what is known of series that recording rules make
     */
    static Optional<KnownLabels> of(Alert alert, RecordedLabels recorded) {
        if (alert.kind() != Alert.Kind.PROMETHEUS || alert.query() instanceof Query.Invalid) {
            return Optional.empty();
        }
        return Optional.of(new KnownLabels(
                alert,
                recorded,
                alert.query() instanceof Query.Read query
                        ? LabelInference.of(query.expr(), recorded)
                        : LogQlInference.of(alert.expression().value())));
    }

    /** Whether the expression was read as a whole; else a label can be known to be missing, and not to come. */
    boolean isRead() {
        return alert.query() instanceof Query.Read;
    }

    /** A label of the series that the expression gives, which is what templates see. */
    Presence ofSeries(String label) {
        return series.presence(label);
    }

    /** A label of the alerts when they leave the server. */
    Presence ofAlerts(String label) {
        return alerts.presence(label);
    }

    /** Labels that the expression names and that may come. */
    List<String> named() {
        return series.named().entrySet().stream()
                .filter(label ->
                        !(label.getValue() instanceof Never) && !label.getKey().startsWith("__"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where one sees why a label never comes. */
    List<Related> whyNever(String label, Never never) {
        return never.causes().stream()
                .flatMap(cause -> places(label, cause))
                .distinct()
                .toList();
    }

    private Stream<Related> places(String label, Cause cause) {
        Span here = cause.clause().map(this::span).orElseGet(() -> inRule(label));
        return cause.recorded()
                .map(recorded -> Stream.of(
                        new Related(here, "what is read here is recorded without it"),
                        new Related(recorded.rule().place(recorded.clause()), cause.reason())))
                .orElseGet(() -> Stream.of(new Related(here, cause.reason())));
    }

    private Span span(Range clause) {
        if (alert.query() instanceof Query.Foreign query) {
            return query.span(clause);
        }
        return alert.query() instanceof Query.Read query
                ? query.span(clause)
                : alert.expression().span();
    }

    private Span inRule(String label) {
        return Optional.ofNullable(alert.labels().get(label)).map(Located::span).orElseGet(alert.name()::span);
    }

    /** Where one sees why a label may be missing: the sides of {@code or} that do not make sure of it. */
    List<Related> whyUnsure(String label) {
        if (!(alert.query() instanceof Query.Read query)) {
            return List.of(
                    new Related(alert.expression().span(), "this is not read as PromQL, and may give any labels"));
        }
        return sides(query.expr())
                .flatMap(side -> {
                    Presence presence = LabelInference.of(side, recorded).presence(label);
                    if (presence instanceof Never never) {
                        return whyNever(label, never).stream();
                    }
                    return presence instanceof Certain
                            ? Stream.empty()
                            : Stream.of(new Related(query.span(side.range()), "nothing here makes sure of " + label));
                })
                .toList();
    }

    private static Stream<Expr> sides(Expr expr) {
        Expr inside = Tree.withoutParentheses(expr);
        return inside instanceof BinaryExpr binary && binary.operator() == BinaryOperator.OR
                ? Stream.concat(sides(binary.left()), sides(binary.right()))
                : Stream.of(inside);
    }
}
