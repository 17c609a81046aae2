package dev.runproof.compiler.promql;

/**
 * A number, with its sign if it has one.
 *
 * @param value the number; seconds if it was written as a duration
 * @param duration whether it was written as a duration, such as {@code 5m}
 * @param range where it stands
 */
public record NumberLiteral(double value, boolean duration, Range range) implements Expr {

    @Override
    public ValueType type() {
        return ValueType.SCALAR;
    }
}
