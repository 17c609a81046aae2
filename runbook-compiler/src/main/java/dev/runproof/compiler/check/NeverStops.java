package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.promql.AggregateExpr;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.NumberLiteral;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.query.Outcome;
import dev.runproof.compiler.query.Outcomes;
import java.util.Optional;
import java.util.Set;

/**
 * An alert that fires whatever happens: its expression always gives something, or gives the same series if all is well, since
 * an alert does not look at values. One whose whole expression is {@code vector(1)} says so itself: it shows that alerts arrive.
 */
final class NeverStops implements Check {

    private static final Rule RULE = Rule.warning("never-stops").ofAlerts();

    private static final String HELP =
            "compare what it gives with a number; for an alert that is to fire always, write vector(1)";

    private static final Set<String> WITHOUT_SERIES = Set.of("vector", "absent", "absent_over_time");

    /** What these give is looked at for its value, which is there for each series. */
    private static final Set<String> MEASURES = Set.of(
            "rate",
            "irate",
            "increase",
            "delta",
            "idelta",
            "deriv",
            "predict_linear",
            "changes",
            "resets",
            "avg_over_time",
            "quantile_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "histogram_quantile",
            "histogram_avg");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        PromQlAlert.each(library, alert -> check(alert, findings));
    }

    private static void check(PromQlAlert alert, Findings findings) {
        Expr root = Tree.withoutParentheses(alert.query().expr());
        if (root.type() == ValueType.SCALAR) {
            report(alert, root, "its expression is a number, and any number fires, 0 too", HELP, findings);
        } else if (root instanceof BinaryExpr binary && binary.operator().isComparison() && binary.bool()) {
            report(
                    alert,
                    root,
                    "with bool a comparison that is false gives 0, and any number fires",
                    "leave out bool",
                    findings);
        } else if (!isDeadMansSwitch(root)) {
            checkResult(alert, root, findings);
        }
    }

    private static boolean isDeadMansSwitch(Expr root) {
        return root instanceof Call call
                && call.function().name().equals("vector")
                && Tree.withoutParentheses(call.arguments().get(0)) instanceof NumberLiteral;
    }

    private static void checkResult(PromQlAlert alert, Expr root, Findings findings) {
        Optional<Call> unasked = unasked(root);
        if (unasked.isPresent()) {
            report(
                    alert,
                    unasked.get(),
                    unasked.get().function().name() + " gives a value for each series, 0 too, and any value fires",
                    "compare it with a number, such as > 0",
                    findings);
        } else if (needsNoData(root)) {
            checkOutcome(alert, root, findings);
        }
    }

    /** Whether something in it gives a result without any series. */
    private static boolean needsNoData(Expr root) {
        return Tree.all(root, Call.class).stream()
                .anyMatch(call -> call.arguments().isEmpty()
                        || WITHOUT_SERIES.contains(call.function().name()));
    }

    private static void checkOutcome(PromQlAlert alert, Expr root, Findings findings) {
        Outcome outcome = Outcomes.of(alert.query());
        if (outcome.result() == Outcome.Result.ALWAYS) {
            outcome.reason()
                    .ifPresentOrElse(
                            reason -> alert.report(
                                    findings, RULE, reason.range(), message(alert, reason.text()), reason.help()),
                            () -> report(alert, root, "its expression always gives a result", HELP, findings));
        }
    }

    private static void report(PromQlAlert alert, Expr part, String why, String help, Findings findings) {
        alert.report(findings, RULE, part.range(), message(alert, why), help);
    }

    private static String message(PromQlAlert alert, String why) {
        return "alert " + alert.name() + " fires all the time: " + why;
    }

    /** A function whose values nothing is compared with. */
    private static Optional<Call> unasked(Expr root) {
        Expr inner = root;
        while (true) {
            if (inner instanceof AggregateExpr aggregate) {
                inner = Tree.withoutParentheses(aggregate.expr());
            } else if (inner instanceof BinaryExpr binary
                    && !binary.operator().isSet()
                    && !binary.operator().isComparison()) {
                inner = Tree.withoutParentheses(binary.left());
            } else {
                break;
            }
        }
        boolean asks = Tree.all(root, BinaryExpr.class).stream()
                .anyMatch(binary ->
                        binary.operator().isComparison() || binary.operator().isSet());
        return inner instanceof Call call && MEASURES.contains(call.function().name()) && !asks
                ? Optional.of(call)
                : Optional.empty();
    }
}
