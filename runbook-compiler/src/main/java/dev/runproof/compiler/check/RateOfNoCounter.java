package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.SubqueryExpr;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.query.Counters;
import dev.runproof.compiler.query.Query;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function for counters over something that also falls: it takes each fall for a new start, and gives nonsense. Or one for
 * what rises and falls, over a counter: a new start is a fall to it.
 */
final class RateOfNoCounter implements Check {

    private static final Rule RULE = Rule.warning("rate-of-no-counter").ofAlerts();

    private static final Set<String> FOR_COUNTERS = Set.of("rate", "irate", "increase");
    private static final Set<String> FOR_GAUGES = Set.of("delta", "idelta", "deriv", "predict_linear");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Map<String, Optional<String>> recorded = recorded(library);
        PromQlAlert.each(
                library,
                alert -> Tree.all(alert.query().expr(), Call.class).forEach(call -> {
                    String function = call.function().name();
                    if (FOR_COUNTERS.contains(function)) {
                        noCounter(call.arguments().get(0), recorded)
                                .ifPresent(why -> alert.report(
                                        findings,
                                        RULE,
                                        call.range(),
                                        function + " is for counters, and " + why,
                                        "take " + function + " of the counter itself, or delta or deriv of a gauge"));
                    } else if (FOR_GAUGES.contains(function)) {
                        counter(call.arguments().get(0))
                                .ifPresent(name -> alert.report(
                                        findings,
                                        RULE,
                                        call.range(),
                                        function + " takes it for a fall when the counter " + name
                                                + " starts again at 0",
                                        function.equals("predict_linear") || function.equals("deriv")
                                                ? "take rate of it"
                                                : "take " + (function.equals("delta") ? "increase" : "irate")
                                                        + " of it"));
                    }
                }));
    }

    /** For each metric of a recording rule why it is no counter; nothing if it may be one by one of its rules. */
    private static Map<String, Optional<String>> recorded(Library library) {
        var reasons = new HashMap<String, Optional<String>>();
        for (Recording recording : library.recordings()) {
            Optional<String> why = recording.query() instanceof Query.Read read
                    ? Counters.whyNone(read.expr())
                            .map(text -> text + " (" + recording.name().span() + ")")
                    : Optional.empty();
            reasons.merge(recording.name().value(), why, (one, other) -> other.isEmpty() ? other : one);
        }
        return reasons;
    }

    private static Optional<String> noCounter(Expr argument, Map<String, Optional<String>> recorded) {
        Expr inner = Tree.withoutParentheses(argument);
        if (inner instanceof SubqueryExpr subquery) {
            return Counters.whyNone(subquery.expr()).map(why -> "what it gets " + why);
        }
        return name(inner)
                .flatMap(name -> recorded.containsKey(name)
                        ? recorded.get(name).map(why -> name + " " + why)
                        : Optional.of(name + " is a gauge by its name").filter(text -> Counters.isGauge(name)));
    }

    private static Optional<String> counter(Expr argument) {
        return name(Tree.withoutParentheses(argument)).filter(Counters::isCounter);
    }

    private static Optional<String> name(Expr argument) {
        return argument instanceof MatrixSelector matrix ? matrix.selector().name() : Optional.empty();
    }
}
