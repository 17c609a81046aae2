package dev.runproof.compiler.promql;

/**
 * A sign before an expression that is no number.
 *
 * @param sign the sign
 * @param expr the expression
 * @param range where it stands
 */
public record UnaryExpr(Sign sign, Expr expr, Range range) implements Expr {

    @Override
    public ValueType type() {
        return expr.type();
    }
}
