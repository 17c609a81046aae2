package dev.runproof.compiler.promql;

import java.util.Optional;

/**
 * Two expressions with an operator between.
 *
 * @param operator the operator
 * @param symbol where the operator stands
 * @param left its left side
 * @param right its right side
 * @param bool whether a comparison gives 0 or 1 and does not filter
 * @param matching how series of the sides find each other; there if and only if both sides are instant vectors
 * @param range where it stands
 */
public record BinaryExpr(
        BinaryOperator operator,
        Range symbol,
        Expr left,
        Expr right,
        boolean bool,
        Optional<VectorMatching> matching,
        Range range)
        implements Expr {

    @Override
    public ValueType type() {
        return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                ? ValueType.SCALAR
                : ValueType.VECTOR;
    }
}
