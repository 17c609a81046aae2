package dev.runproof.compiler.query;

import dev.runproof.compiler.promql.AggregateExpr;
import dev.runproof.compiler.promql.AggregateOperator;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.NumberLiteral;
import dev.runproof.compiler.promql.ParenExpr;
import dev.runproof.compiler.promql.Sign;
import dev.runproof.compiler.promql.SubqueryExpr;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.UnaryExpr;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorMatching;
import dev.runproof.compiler.promql.VectorMatching.Cardinality;
import dev.runproof.compiler.promql.VectorSelector;
import dev.runproof.compiler.query.Bounds.Truth;
import dev.runproof.compiler.query.Outcome.Reason;
import dev.runproof.compiler.query.Outcome.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the result of an expression from the expression alone. What it says is certain; where it depends on data,
 * it says so.
 */
public final class Outcomes {

    private static final int LONGEST_SHOWN = 80;
    private static final Bounds ONE = Bounds.exactly(1);

    private final Query.Read query;

    private Outcomes(Query.Read query) {
        this.query = query;
    }

    /** What is known of the result of a whole expression. */
    public static Outcome of(Query.Read query) {
        return new Outcomes(query).of(query.expr());
    }

    private Outcome of(Expr expr) {
        if (expr instanceof NumberLiteral number) {
            return Outcome.number(Bounds.exactly(number.value()));
        }
        if (expr instanceof ParenExpr paren) {
            return of(paren.expr());
        }
        if (expr instanceof UnaryExpr unary) {
            Outcome inner = of(unary.expr());
            return unary.sign() == Sign.MINUS ? inner.with(inner.bounds().negated()) : inner;
        }
        if (expr instanceof VectorSelector selector) {
            return Contradiction.of(selector).orElseGet(() -> Outcome.perhaps(ofMetric(selector)));
        }
        if (expr instanceof MatrixSelector matrix) {
            return of(matrix.selector());
        }
        if (expr instanceof SubqueryExpr subquery) {
            return of(subquery.expr()).doubted();
        }
        if (expr instanceof AggregateExpr aggregate) {
            return ofAggregate(aggregate);
        }
        if (expr instanceof Call call) {
            return ofCall(call);
        }
        return expr instanceof BinaryExpr binary ? ofBinary(binary) : Outcome.perhaps(Bounds.ANY);
    }

    /** Prometheus itself writes these two. */
    private static Bounds ofMetric(VectorSelector selector) {
        return switch (selector.name().orElse("")) {
            case "up" -> Bounds.TRUTH;
            case "ALERTS" -> ONE;
            default -> Bounds.ANY;
        };
    }

    private Outcome ofAggregate(AggregateExpr aggregate) {
        Outcome inner = of(aggregate.expr());
        boolean one = aggregate.grouping().isEmpty();
        return switch (aggregate.operator()) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> inner.doubted();
            case COUNT_VALUES -> inner.with(Bounds.atLeast(1)).unlabelled(false);
            case COUNT -> inner.with(Bounds.atLeast(1)).unlabelled(one);
            default -> inner.with(joined(aggregate.operator(), inner.bounds())).unlabelled(one);
        };
    }

    private static Bounds joined(AggregateOperator operator, Bounds bounds) {
        return switch (operator) {
            case GROUP -> ONE;
            case MIN, MAX -> bounds;
            // A mean is rounded, and may go a little beyond.
            case SUM ->
                bounds.low() >= 0 ? new Bounds(bounds.low(), Double.POSITIVE_INFINITY, bounds.nan()) : Bounds.ANY;
            case AVG -> bounds.low() >= 0 ? new Bounds(0, Double.POSITIVE_INFINITY, bounds.nan()) : Bounds.ANY;
            default -> Bounds.ANY;
        };
    }

    private Outcome ofCall(Call call) {
        List<Expr> arguments = call.arguments();
        if (call.type() == ValueType.SCALAR) {
            return Outcome.number(scalar(call));
        }
        if (arguments.isEmpty()) {
            return Outcome.number(calendar(call.function().name()).orElse(Bounds.ANY));
        }
        if (call.function().name().equals("vector")) {
            return Outcome.number(of(arguments.get(0)).bounds());
        }
        if (call.function().name().equals("absent") || call.function().name().equals("absent_over_time")) {
            return absent(call, of(arguments.get(0)));
        }
        return ofSeries(call);
    }

    private Bounds scalar(Call call) {
        return switch (call.function().name()) {
            case "time" -> Bounds.atLeast(0);
            case "pi" -> Bounds.exactly(Math.PI);
            case "scalar" -> {
                Outcome inner = of(call.arguments().get(0));
                // Of no series, and of several, it is NaN.
                boolean one = inner.isAlways() && inner.unlabelled();
                yield inner.isNever()
                        ? Bounds.NAN
                        : one ? inner.bounds() : inner.bounds().orNan();
            }
            default -> Bounds.ANY;
        };
    }

    private static Outcome absent(Call call, Outcome inner) {
        String name = call.function().name();
        if (inner.isNever()) {
            Reason why = inner.reason().orElseThrow();
            return new Outcome(
                    Result.ALWAYS,
                    ONE,
                    false,
                    Optional.of(
                            new Reason(why.range(), name + " finds nothing here, ever: " + why.text(), why.help())));
        }
        return inner.isAlways()
                ? Outcome.never(
                        call.range(),
                        "what " + name + " looks for is always there",
                        "ask for the series that may be missing")
                : Outcome.perhaps(ONE);
    }

    private Outcome ofSeries(Call call) {
        List<Outcome> series = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            if (argument.type() == ValueType.VECTOR || argument.type() == ValueType.MATRIX) {
                series.add(of(argument));
            }
        }
        if (series.isEmpty()) {
            return Outcome.perhaps(Bounds.ANY);
        }
        Outcome inner = series.get(0);
        if (inner.isNever()) {
            return inner;
        }
        String name = call.function().name();
        return switch (name) {
            case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" -> inner;
            case "label_replace", "label_join" -> inner.unlabelled(false);
            case "min_over_time", "max_over_time", "last_over_time", "first_over_time" ->
                Outcome.perhaps(inner.bounds());
            case "count_over_time" -> Outcome.perhaps(Bounds.atLeast(1));
            case "present_over_time" -> Outcome.perhaps(ONE);
            case "changes", "resets" -> Outcome.perhaps(Bounds.atLeast(0));
            case "abs" ->
                Outcome.perhaps(
                        new Bounds(0, Double.POSITIVE_INFINITY, inner.bounds().nan()));
            default -> Outcome.perhaps(calendar(name).orElse(Bounds.ANY));
        };
    }

    /** What functions of dates and times give. */
    private static Optional<Bounds> calendar(String function) {
        return switch (function) {
            case "minute" -> Optional.of(Bounds.between(0, 59));
            case "hour" -> Optional.of(Bounds.between(0, 23));
            case "day_of_week" -> Optional.of(Bounds.between(0, 6));
            case "day_of_month" -> Optional.of(Bounds.between(1, 31));
            case "days_in_month" -> Optional.of(Bounds.between(28, 31));
            case "day_of_year" -> Optional.of(Bounds.between(1, 366));
            case "month" -> Optional.of(Bounds.between(1, 12));
            default -> Optional.empty();
        };
    }

    private Outcome ofBinary(BinaryExpr binary) {
        Outcome left = of(binary.left());
        Outcome right = of(binary.right());
        if (binary.matching().isPresent()) {
            return ofVectors(binary, binary.matching().get(), left, right);
        }
        boolean vectorRight = binary.right().type() == ValueType.VECTOR;
        Outcome series = vectorRight ? right : left;
        if (series.isNever()) {
            return series;
        }
        if (!binary.operator().isComparison()) {
            return series.with(left.bounds().compute(binary.operator(), right.bounds()));
        }
        if (binary.bool()) {
            return series.with(truth(left.bounds().compare(binary.operator(), right.bounds())));
        }
        Bounds kept = vectorRight
                ? right.bounds().where(mirrored(binary.operator()), left.bounds())
                : left.bounds().where(binary.operator(), right.bounds());
        return compared(binary, left, right, series.with(kept));
    }

    /** What a comparison without {@code bool} leaves. */
    private Outcome compared(BinaryExpr binary, Outcome left, Outcome right, Outcome series) {
        return switch (left.bounds().compare(binary.operator(), right.bounds())) {
            case NEVER -> neverTrue(binary, left, right);
            case ALWAYS ->
                series.isAlways()
                        ? series.because(new Reason(
                                binary.range(),
                                "the comparison is always true",
                                "compare with a value that is not always reached"))
                        : series;
            case PERHAPS -> series.doubted();
        };
    }

    private Outcome neverTrue(BinaryExpr binary, Outcome left, Outcome right) {
        boolean aboutLeft = !(Tree.withoutParentheses(binary.left()) instanceof NumberLiteral);
        Expr side = aboutLeft ? binary.left() : binary.right();
        Outcome known = aboutLeft ? left : right;
        return Outcome.never(
                binary.range(),
                shown(side) + " is " + known.bounds().phrase() + ", so that " + shown(binary) + " is never true",
                counts(side)
                        ? "it gives nothing, and not 0, where there is nothing: ask with absent(\u2026), or add or vector(0) to it"
                        : "compare with a value that can be reached");
    }

    private static boolean counts(Expr expr) {
        Expr inner = Tree.withoutParentheses(expr);
        return (inner instanceof AggregateExpr aggregate && aggregate.operator() == AggregateOperator.COUNT)
                || (inner instanceof Call call && call.function().name().equals("count_over_time"));
    }

    private static Bounds truth(Truth truth) {
        return switch (truth) {
            case ALWAYS -> ONE;
            case NEVER -> Bounds.exactly(0);
            case PERHAPS -> Bounds.TRUTH;
        };
    }

    private static BinaryOperator mirrored(BinaryOperator operator) {
        return switch (operator) {
            case GREATER -> BinaryOperator.LESS;
            case GREATER_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
            case LESS -> BinaryOperator.GREATER;
            case LESS_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
            default -> operator;
        };
    }

    private Outcome ofVectors(BinaryExpr binary, VectorMatching matching, Outcome left, Outcome right) {
        return switch (binary.operator()) {
            case OR -> or(left, right);
            case AND -> and(binary, matching, left, right);
            case UNLESS -> unless(binary, matching, left, right);
            default -> joined(binary, matching, left, right);
        };
    }

    private static Outcome or(Outcome left, Outcome right) {
        if (left.isNever()) {
            return right.isNever() ? left : right;
        }
        if (right.isNever()) {
            return left;
        }
        Bounds either = left.bounds().or(right.bounds());
        if (!left.isAlways() && !right.isAlways()) {
            return Outcome.perhaps(either);
        }
        return new Outcome(
                Result.ALWAYS, either, left.isAlways() && left.unlabelled(), (left.isAlways() ? left : right).reason());
    }

    private Outcome and(BinaryExpr binary, VectorMatching matching, Outcome left, Outcome right) {
        if (left.isNever() || right.isNever()) {
            return left.isNever() ? left : right;
        }
        if (isAbsenceOf(binary.left(), binary.right()) || isAbsenceOf(binary.right(), binary.left())) {
            return Outcome.never(
                    binary.range(),
                    "one side asks that there is nothing, and the other one asks for the same thing",
                    "ask for one of the two, or join the sides with or");
        }
        if (comparesAll(matching) && isSame(unfiltered(binary.left()), unfiltered(binary.right()))) {
            Bounds first = left(binary.left());
            Bounds second = left(binary.right());
            Bounds both = first.and(second);
            return both.isEmpty()
                    ? Outcome.never(
                            binary.range(),
                            shown(unfiltered(binary.left())) + " is never " + first.phrase() + " and " + second.phrase()
                                    + " at once",
                            "swap the comparisons, or join them with or")
                    : Outcome.perhaps(both);
        }
        return left.isAlways() && right.isAlways() && left.unlabelled() && right.unlabelled() ? left : left.doubted();
    }

    /** Whether an expression is {@code absent} of what another one is, or compares. */
    private boolean isAbsenceOf(Expr absent, Expr other) {
        return Tree.withoutParentheses(absent) instanceof Call call
                && call.function().name().equals("absent")
                && isSame(call.arguments().get(0), unfiltered(other));
    }

    private Outcome unless(BinaryExpr binary, VectorMatching matching, Outcome left, Outcome right) {
        if (left.isNever() || right.isNever()) {
            return left;
        }
        boolean anyMatches = matching.on() && matching.labels().isEmpty();
        boolean all = right.isAlways() && (anyMatches || (left.unlabelled() && right.unlabelled()));
        boolean itself = comparesAll(matching) && isSame(binary.left(), binary.right());
        return all || itself
                ? Outcome.never(
                        binary.range(),
                        itself
                                ? "each series is taken away by itself"
                                : shown(binary.right()) + " is always there, and takes away all series",
                        "ask for something else behind unless")
                : left.doubted();
    }

    private Outcome joined(BinaryExpr binary, VectorMatching matching, Outcome left, Outcome right) {
        if (matching.fillLeft().isPresent() || matching.fillRight().isPresent()) {
            return Outcome.perhaps(Bounds.ANY);
        }
        if (left.isNever() || right.isNever()) {
            return left.isNever() ? left : right;
        }
        boolean matched = left.unlabelled() && right.unlabelled();
        Outcome both = new Outcome(
                matched && left.isAlways() && right.isAlways() ? Result.ALWAYS : Result.PERHAPS,
                left.bounds(),
                matched,
                Optional.empty());
        if (!binary.operator().isComparison()) {
            return both.with(left.bounds().compute(binary.operator(), right.bounds()));
        }
        if (binary.bool()) {
            return both.with(truth(left.bounds().compare(binary.operator(), right.bounds())));
        }
        boolean strict = binary.operator() == BinaryOperator.GREATER || binary.operator() == BinaryOperator.LESS;
        if (strict && comparesAll(matching) && isSame(binary.left(), binary.right())) {
            return Outcome.never(
                    binary.range(),
                    "both sides are the same",
                    "compare with something else, such as the same some time ago: offset 1h");
        }
        return compared(binary, left, right, both.with(left.bounds().where(binary.operator(), right.bounds())));
    }

    /** Whether series match in all their labels, so that those of the same expression match themselves. */
    private static boolean comparesAll(VectorMatching matching) {
        return !matching.on()
                && matching.labels().isEmpty()
                && (matching.cardinality() == Cardinality.ONE_TO_ONE
                        || matching.cardinality() == Cardinality.MANY_TO_MANY);
    }

    /** Whether two expressions give the same series, of which no two differ in the name of the metric alone. */
    private boolean isSame(Expr one, Expr other) {
        Expr first = Tree.withoutParentheses(one);
        Expr second = Tree.withoutParentheses(other);
        return first.getClass() == second.getClass()
                && query.text(first.range()).equals(query.text(second.range()))
                && Tree.all(first, VectorSelector.class).stream()
                        .allMatch(selector -> selector.name().isPresent());
    }

    /** Without comparisons with numbers around it, which only leave some of its series. */
    private static Expr unfiltered(Expr expr) {
        Expr inner = Tree.withoutParentheses(expr);
        while (inner instanceof BinaryExpr binary && isFilter(binary)) {
            inner = Tree.withoutParentheses(isNumber(binary.left()) ? binary.right() : binary.left());
        }
        return inner;
    }

    /** The values that those comparisons leave. */
    private Bounds left(Expr expr) {
        Expr inner = Tree.withoutParentheses(expr);
        if (!(inner instanceof BinaryExpr binary) || !isFilter(binary)) {
            return of(inner).bounds();
        }
        return isNumber(binary.left())
                ? left(binary.right())
                        .where(mirrored(binary.operator()), of(binary.left()).bounds())
                : left(binary.left())
                        .where(binary.operator(), of(binary.right()).bounds());
    }

    private static boolean isFilter(BinaryExpr binary) {
        return binary.operator().isComparison()
                && !binary.bool()
                && (isNumber(binary.left()) != isNumber(binary.right()))
                && binary.type() == ValueType.VECTOR;
    }

    private static boolean isNumber(Expr expr) {
        return Tree.withoutParentheses(expr) instanceof NumberLiteral;
    }

    /** A part as it is written, to be named in a message. */
    private String shown(Expr expr) {
        String text = query.text(expr.range()).replaceAll("\\s+", " ");
        return text.length() <= LONGEST_SHOWN ? text : "this";
    }
}
