package dev.runproof.compiler.promql;

/**
 * Parentheses.
 *
 * @param expr what is in them
 * @param range where they stand
 */
public record ParenExpr(Expr expr, Range range) implements Expr {

    @Override
    public ValueType type() {
        return expr.type();
    }
}
