package dev.runproof.compiler.promql;

/**
 * An expression of PromQL, as it was written: nothing is evaluated or simplified but the sign of a number.
 *
 * <p>The tree is that of Prometheus' own parser. Immutable; {@link PromQl} bounds its depth, so that code may walk it by recursion.
 */
public sealed interface Expr
        permits AggregateExpr,
                BinaryExpr,
                Call,
                MatrixSelector,
                NumberLiteral,
                ParenExpr,
                StringLiteral,
                SubqueryExpr,
                UnaryExpr,
                VectorSelector {

    /** Where it stands in the text. */
    Range range();

    /** What it gives. */
    ValueType type();
}
