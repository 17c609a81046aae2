package dev.runproof.compiler.check;

import dev.runproof.compiler.label.LabelInference;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.promql.AggregateExpr;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Label;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.MatchOperator;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.StringLiteral;
import dev.runproof.compiler.promql.SubqueryExpr;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.UnaryExpr;
import dev.runproof.compiler.promql.ValueType;
import dev.runproof.compiler.promql.VectorMatching;
import dev.runproof.compiler.promql.VectorMatching.Cardinality;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.List;
import java.util.Optional;

/**
 * Where the value of a label comes from that an expression gives, as far as it is about an exporter.
 *
 * @param label the label
 */
record LabelOrigin(String label) {

    /**
     * Series whose label is about their exporter.
     *
     * @param selector what selects them
     * @param exporter the exporter
     */
    record Foreign(VectorSelector selector, Exporter exporter) {}

    /** The first series from which the label comes in an expression, and about whose exporter it is. */
    Optional<Foreign> foreign(Expr expr) {
        // Most expressions have no such series at all, and need not be followed.
        return Tree.all(expr, VectorSelector.class).stream().anyMatch(this::isAboutExporter)
                ? search(expr)
                : Optional.empty();
    }

    private boolean isAboutExporter(VectorSelector selector) {
        return metric(selector)
                .flatMap(Exporter::of)
                .filter(exporter -> exporter.isItsOwn(label))
                .isPresent();
    }

    private Optional<Foreign> search(Expr expr) {
        Expr inside = Tree.withoutParentheses(expr);
        if (LabelInference.of(inside).presence(label) instanceof Never) {
            return Optional.empty();
        }
        if (inside instanceof VectorSelector selector) {
            return metric(selector)
                    .flatMap(Exporter::of)
                    .filter(exporter -> exporter.isItsOwn(label))
                    .map(exporter -> new Foreign(selector, exporter));
        }
        if (inside instanceof MatrixSelector matrix) {
            return search(matrix.selector());
        }
        if (inside instanceof SubqueryExpr subquery) {
            return search(subquery.expr());
        }
        if (inside instanceof UnaryExpr unary) {
            return search(unary.expr());
        }
        if (inside instanceof AggregateExpr aggregate) {
            boolean made = aggregate.parameter().filter(this::isLabel).isPresent();
            return made ? Optional.empty() : search(aggregate.expr());
        }
        if (inside instanceof BinaryExpr binary) {
            return ofSides(binary);
        }
        return inside instanceof Call call ? ofArgument(call) : Optional.empty();
    }

    private static Optional<String> metric(VectorSelector selector) {
        return selector.name()
                .or(() -> selector.matchers().stream()
                        .filter(matcher -> matcher.name().equals(LabelMatcher.METRIC_NAME)
                                && matcher.operator() == MatchOperator.EQUAL)
                        .map(LabelMatcher::value)
                        .findFirst());
    }

    private boolean isLabel(Expr expr) {
        return Tree.withoutParentheses(expr) instanceof StringLiteral text
                && text.value().equals(label);
    }

    /** Whoever sets the label says what it is about; {@code info} may set any. */
    private Optional<Foreign> ofArgument(Call call) {
        String name = call.function().name();
        boolean made = name.startsWith("absent")
                || name.equals("info")
                || (List.of("label_replace", "label_join").contains(name)
                        && isLabel(call.arguments().get(1)));
        return made
                ? Optional.empty()
                : call.arguments().stream()
                        .filter(argument -> argument.type() == ValueType.VECTOR || argument.type() == ValueType.MATRIX)
                        .findFirst()
                        .flatMap(this::foreign);
    }

    private Optional<Foreign> ofSides(BinaryExpr binary) {
        if (binary.operator() == BinaryOperator.OR) {
            return search(binary.left()).or(() -> search(binary.right()));
        }
        if (binary.matching().isEmpty()) {
            return search(binary.left().type() == ValueType.SCALAR ? binary.right() : binary.left());
        }
        VectorMatching matching = binary.matching().get();
        boolean same = matching.on() == isAmong(matching.labels()) && binary.operator() != BinaryOperator.UNLESS;
        if (same) {
            // Of two sides that agree on it, one that is about the subject makes both so.
            return search(binary.left()).filter(left -> search(binary.right()).isPresent());
        }
        boolean manyLeft = matching.cardinality() != Cardinality.ONE_TO_MANY;
        return search(manyLeft == isAmong(matching.include()) ? binary.right() : binary.left());
    }

    private boolean isAmong(List<Label> labels) {
        return labels.stream().anyMatch(named -> named.name().equals(label));
    }
}
