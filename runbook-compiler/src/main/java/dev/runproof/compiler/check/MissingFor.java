package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.DurationExpr;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.NumberLiteral;
import dev.runproof.compiler.promql.SubqueryExpr;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An alert that fires at once on what goes up and down by itself: a scrape that fails, a rate over a few samples, or a gauge
 * that is different at each scrape. Somebody is woken, and it is over. Other gauges are left alone: whether a value jumps is
 * not to be seen from an expression.
 */
final class MissingFor implements Check {

    private static final Rule RULE = Rule.warning("missing-for").ofAlerts();

    /** A rate over less sees a handful of samples: by default one is taken each minute. */
    private static final double SHORT_SECONDS = 300;

    private static final String RATE = "rate";
    private static final String INSTANT = "irate";
    private static final String WAIT = "add for: 5m, or how long it may last before somebody must know";
    private static final Set<String> PROBES = Set.of("up", "probe_success");

    /** How much is going on at the moment of the scrape. */
    private static final Pattern RESTLESS = Pattern.compile(
            "node_load(?:1|5)|go_goroutines|process_open_fds|.*_(?:in_flight|inflight|in_flight_requests|inflight_requests)"
                    + "|.*_(?:active_connections|current_connections|connections_active|queue_length|queue_depth|queue_size)");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        PromQlAlert.each(library, alert -> {
            if (!alert.alert().waits()) {
                noisy(alert.query().expr())
                        .ifPresent(noise -> alert.report(
                                findings,
                                RULE,
                                noise.part().range(),
                                "alert " + alert.name() + " fires at once, and " + noise.reason(),
                                noise.help()));
            }
        });
    }

    /**
     * What goes up and down.
     *
     * @param part the part of the expression
     * @param reason why it does
     * @param help what to do
     */
    private record Noise(Expr part, String reason, String help) {}

    private static Optional<Noise> noisy(Expr expr) {
        if (!(Tree.withoutParentheses(expr) instanceof BinaryExpr binary)) {
            return Optional.empty();
        }
        return switch (binary.operator()) {
            case OR -> noisy(binary.left()).or(() -> noisy(binary.right()));
            // What one side lets through, the other one may hold back.
            case AND ->
                noisy(binary.left()).filter(left -> noisy(binary.right()).isPresent());
            default -> binary.operator().isComparison() && !binary.bool() ? compared(binary) : Optional.empty();
        };
    }

    private static Optional<Noise> compared(BinaryExpr binary) {
        return failedProbe(binary).or(() -> isEvent(binary) || isSteady(binary) ? Optional.empty() : jumping(binary));
    }

    /** {@code up == 0}: one scrape that failed. */
    private static Optional<Noise> failedProbe(BinaryExpr binary) {
        return Tree.withoutParentheses(binary.left()) instanceof VectorSelector selector
                        && selector.name().filter(PROBES::contains).isPresent()
                        && Tree.withoutParentheses(binary.right()) instanceof NumberLiteral limit
                        && isZero(binary.operator(), limit.value())
                ? Optional.of(
                        new Noise(selector, selector.name().orElseThrow() + " is 0 as soon as one attempt fails", WAIT))
                : Optional.empty();
    }

    /** Whether of 0 and 1 a comparison is true of 0 alone. */
    private static boolean isZero(BinaryOperator operator, double limit) {
        return switch (operator) {
            case EQUAL -> limit == 0;
            case NOT_EQUAL -> limit == 1;
            case LESS -> limit > 0 && limit <= 1;
            case LESS_OR_EQUAL -> limit >= 0 && limit < 1;
            default -> false;
        };
    }

    /** Whether it asks that something happened at all, which is soon over: to wait would be to miss it. */
    private static boolean isEvent(BinaryExpr binary) {
        return Tree.children(binary).stream()
                .anyMatch(side -> Tree.withoutParentheses(side) instanceof NumberLiteral limit && limit.value() == 0);
    }

    /** Whether something in it looks further back, or is compared before. */
    private static boolean isSteady(BinaryExpr binary) {
        return Tree.all(binary).stream()
                .skip(1)
                .anyMatch(part -> part instanceof SubqueryExpr
                        || (part instanceof BinaryExpr inner
                                && (inner.operator().isSet() || inner.operator().isComparison()))
                        || (part instanceof Call call && isSteady(call)));
    }

    private static boolean isSteady(Call call) {
        boolean ranged = call.arguments().stream().anyMatch(argument -> argument.type() == ValueType.MATRIX);
        return ranged && !isShortRate(call);
    }

    private static boolean isShortRate(Call call) {
        // Of whatever window irate looks at the last two samples.
        return call.function().name().equals(INSTANT)
                || (call.function().name().equals(RATE)
                        && call.arguments().get(0) instanceof MatrixSelector matrix
                        && matrix.window() instanceof DurationExpr.Literal window
                        && window.seconds() < SHORT_SECONDS);
    }

    private static Optional<Noise> jumping(BinaryExpr binary) {
        return Tree.all(binary).stream().flatMap(part -> noise(part).stream()).findFirst();
    }

    private static Optional<Noise> noise(Expr part) {
        if (part instanceof Call call && isShortRate(call)) {
            String name = call.function().name();
            return Optional.of(new Noise(
                    call,
                    name.equals(INSTANT)
                            ? "irate follows the last two samples"
                            : name + " over less than 5m follows each few samples",
                    "take rate over 5m or more, or add for: 5m"));
        }
        return part instanceof VectorSelector selector
                        && selector.name()
                                .filter(name -> RESTLESS.matcher(name).matches())
                                .isPresent()
                ? Optional.of(
                        new Noise(selector, selector.name().orElseThrow() + " is another one at each scrape", WAIT))
                : Optional.empty();
    }
}
