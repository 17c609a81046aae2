package dev.runproof.compiler.promql;

/**
 * Series over a time range, such as {@code up[5m]}.
 *
 * @param selector the series, with all modifiers, also those that stand behind the range
 * @param window how far it looks back
 * @param range where it stands, with its modifiers
 */
public record MatrixSelector(VectorSelector selector, DurationExpr window, Range range) implements Expr {

    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }
}
