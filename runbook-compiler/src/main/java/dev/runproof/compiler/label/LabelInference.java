package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.AggregateExpr;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Grouping;
import dev.runproof.compiler.promql.Label;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.NumberLiteral;
import dev.runproof.compiler.promql.ParenExpr;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.promql.Sign;
import dev.runproof.compiler.promql.StringLiteral;
import dev.runproof.compiler.promql.SubqueryExpr;
import dev.runproof.compiler.promql.UnaryExpr;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which labels the series of an expression carry, whatever series a server holds: it reads the expression, and for
 * series of recording rules those of the rules. Thread-safe.
 *
 * <p>The rules are those of Prometheus' engine ({@code promql/engine.go} and {@code functions.go} of version 3.16); where
 * Prometheus 2 differs, what is said holds for both. There are two exceptions. A {@code .} in a regular expression is taken to
 * match line breaks, which it does since Prometheus 3. And the name of the metric is said to be gone behind a function that
 * drops it; a server with {@code --enable-feature=promql-delayed-name-removal} agrees at the end of the expression, and for
 * labels that are made of the name on the way it is said that they may come.
 *
 * <p>Labels that a scrape adds to each series of a target, such as {@code job}, {@code instance}, or {@code pod} where the
 * targets are those of Kubernetes, are labels of series like any other: any selector may find them.
 */
public final class LabelInference {

    private final RecordedLabels recorded;

    private LabelInference(RecordedLabels recorded) {
        this.recorded = recorded;
    }

    /**
     * The labels of the series that an expression gives, whatever rules there are.
     *
     * @param expr the expression; a number or a text has no labels
     */
    public static LabelSet of(Expr expr) {
        return of(expr, RecordedLabels.NONE);
    }

    /**
     * The labels of the series that an expression gives.
     *
     * @param expr the expression; a number or a text has no labels
     * @param recorded what is known of series that recording rules make
     */
    public static LabelSet of(Expr expr, RecordedLabels recorded) {
        return new LabelInference(recorded).infer(expr);
    }

    private LabelSet infer(Expr expr) {
        if (expr instanceof VectorSelector selector) {
            return SelectorLabels.of(selector, recorded);
        }
        if (expr instanceof MatrixSelector matrix) {
            return SelectorLabels.of(matrix.selector(), recorded);
        }
        if (expr instanceof ParenExpr paren) {
            return infer(paren.expr());
        }
        if (expr instanceof SubqueryExpr subquery) {
            return infer(subquery.expr());
        }
        if (expr instanceof UnaryExpr unary) {
            return ofUnary(unary);
        }
        if (expr instanceof AggregateExpr aggregate) {
            return ofAggregate(aggregate, infer(aggregate.expr()));
        }
        if (expr instanceof BinaryExpr binary) {
            return new BinaryLabels(binary).infer(infer(binary.left()), infer(binary.right()));
        }
        if (expr instanceof Call call) {
            return new FunctionLabels(call).infer(this::infer);
        }
        return LabelSet.none(Cause.of(
                expr.range(), expr instanceof NumberLiteral ? "a number has no labels" : "a text has no labels"));
    }

    private LabelSet ofUnary(UnaryExpr unary) {
        LabelSet labels = infer(unary.expr());
        if (unary.sign() == Sign.PLUS || unary.type() != ValueType.VECTOR) {
            return labels;
        }
        int start = unary.range().start();
        return labels.withoutName(Cause.of(new Range(start, start + 1), "- drops the name of the metric"));
    }

    private static LabelSet ofAggregate(AggregateExpr aggregate, LabelSet labels) {
        return switch (aggregate.operator()) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> labels;
            case COUNT_VALUES -> counted(aggregate, labels);
            default -> grouped(aggregate, labels, Optional.empty());
        };
    }

    private static LabelSet counted(AggregateExpr aggregate, LabelSet labels) {
        Optional<String> name = aggregate.parameter().flatMap(LabelInference::string);
        if (name.isEmpty()) {
            return LabelSet.open();
        }
        return grouped(aggregate, labels.with(name.get(), Texts.SOME.presence(List.of())), name);
    }

    private static Optional<String> string(Expr expr) {
        if (expr instanceof ParenExpr paren) {
            return string(paren.expr());
        }
        return expr instanceof StringLiteral literal ? Optional.of(literal.value()) : Optional.empty();
    }

    /**
     * Those of groups of series.
     *
     * @param added a label by which they are grouped beyond those that are written
     */
    private static LabelSet grouped(AggregateExpr aggregate, LabelSet labels, Optional<String> added) {
        String operator = aggregate.operator().symbol();
        if (aggregate.grouping().isEmpty()) {
            int start = aggregate.range().start();
            return labels.only(
                    added.stream().toList(),
                    Cause.of(
                            new Range(start, start + operator.length()),
                            operator + " with no by gives one series without labels"));
        }
        Grouping grouping = aggregate.grouping().get();
        return switch (grouping.kind()) {
            case BY ->
                labels.only(
                        Stream.concat(grouping.labels().stream().map(Label::name), added.stream())
                                .toList(),
                        Cause.of(grouping.range(), operator + " keeps only the labels of by"));
            case WITHOUT ->
                labels.without(grouping.labels(), "without drops it")
                        .withoutName(Cause.of(grouping.range(), operator + " without drops the name of the metric"));
        };
    }
}
