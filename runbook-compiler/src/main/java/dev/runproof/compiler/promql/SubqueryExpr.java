package dev.runproof.compiler.promql;

import java.util.Optional;

/**
 * An expression evaluated again and again over a time range, such as {@code rate(x[5m])[1h:1m]}.
 *
 * @param expr what is evaluated
 * @param window how far it looks back
 * @param step the time between evaluations; without it the interval of the server
 * @param modifiers which time it looks at
 * @param range where it stands, with its modifiers
 */
public record SubqueryExpr(
        Expr expr, DurationExpr window, Optional<DurationExpr> step, Modifiers modifiers, Range range) implements Expr {

    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }
}
