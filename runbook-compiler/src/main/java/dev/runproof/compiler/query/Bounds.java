package dev.runproof.compiler.query;

import dev.runproof.compiler.promql.BinaryOperator;
import java.util.stream.DoubleStream;

/**
 * Between which values a result lies, both included. Never narrower than it is. Immutable.
 *
 * @param low the smallest value; above {@code high} if the result is no number at all
 * @param high the greatest value
 * @param nan whether it may be NaN, of which no comparison is true but {@code !=}
 */
record Bounds(double low, double high, boolean nan) {

    /** Nothing is known. */
    static final Bounds ANY = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true);
    /** NaN. */
    static final Bounds NAN = new Bounds(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, true);
    /** What {@code bool} gives. */
    static final Bounds TRUTH = between(0, 1);

    static Bounds exactly(double value) {
        return Double.isNaN(value) ? NAN : between(value, value);
    }

    static Bounds between(double low, double high) {
        return new Bounds(low, high, false);
    }

    static Bounds atLeast(double low) {
        return between(low, Double.POSITIVE_INFINITY);
    }

    /** What is known of a comparison. */
    enum Truth {
        /** It is true of all values. */
        ALWAYS,
        /** It is true of no value. */
        NEVER,
        /** It depends. */
        PERHAPS
    }

    boolean isOneValue() {
        return low == high && !nan;
    }

    private boolean isNumber() {
        return low <= high;
    }

    Bounds orNan() {
        return new Bounds(low, high, true);
    }

    /** The values of either. */
    Bounds or(Bounds other) {
        return new Bounds(Math.min(low, other.low), Math.max(high, other.high), nan || other.nan);
    }

    /** The values of both. */
    Bounds and(Bounds other) {
        return new Bounds(Math.max(low, other.low), Math.min(high, other.high), nan && other.nan);
    }

    /** Whether there is no such value. */
    boolean isEmpty() {
        return !isNumber() && !nan;
    }

    /** Whether a comparison with what is on its right side is true. */
    Truth compare(BinaryOperator operator, Bounds right) {
        return switch (operator) {
            case EQUAL -> equal(right);
            case NOT_EQUAL -> negated(equal(right));
            case GREATER -> greater(right);
            case LESS -> right.greater(this);
            case GREATER_OR_EQUAL -> orEqual(right);
            case LESS_OR_EQUAL -> right.orEqual(this);
            default -> Truth.PERHAPS;
        };
    }

    private static Truth negated(Truth truth) {
        return switch (truth) {
            case ALWAYS -> Truth.NEVER;
            case NEVER -> Truth.ALWAYS;
            case PERHAPS -> Truth.PERHAPS;
        };
    }

    private Truth equal(Bounds right) {
        if (!isNumber() || !right.isNumber() || high < right.low || low > right.high) {
            return Truth.NEVER;
        }
        return isOneValue() && right.isOneValue() && low == right.low ? Truth.ALWAYS : Truth.PERHAPS;
    }

    private Truth greater(Bounds right) {
        if (!isNumber() || !right.isNumber() || high <= right.low) {
            return Truth.NEVER;
        }
        return low > right.high && !nan && !right.nan ? Truth.ALWAYS : Truth.PERHAPS;
    }

    private Truth orEqual(Bounds right) {
        if (!isNumber() || !right.isNumber() || high < right.low) {
            return Truth.NEVER;
        }
        return low >= right.high && !nan && !right.nan ? Truth.ALWAYS : Truth.PERHAPS;
    }

    /** Those of the values for which a comparison with a right side is true. */
    Bounds where(BinaryOperator operator, Bounds right) {
        if (!right.isNumber()) {
            return this;
        }
        return switch (operator) {
            case EQUAL -> and(between(right.low, right.high));
            case GREATER -> and(atLeast(Math.nextUp(right.low)));
            case GREATER_OR_EQUAL -> and(atLeast(right.low));
            case LESS -> and(between(Double.NEGATIVE_INFINITY, Math.nextDown(right.high)));
            case LESS_OR_EQUAL -> and(between(Double.NEGATIVE_INFINITY, right.high));
            default -> this;
        };
    }

    Bounds negated() {
        return isNumber() ? new Bounds(-high, -low, nan) : this;
    }

    /** The results of arithmetic. */
    Bounds compute(BinaryOperator operator, Bounds right) {
        if (!isNumber() || !right.isNumber()) {
            return NAN;
        }
        return switch (operator) {
            case ADD -> corners(low + right.low, high + right.high, right);
            case SUBTRACT -> corners(low - right.high, high - right.low, right);
            case MULTIPLY -> {
                double[] products = {low * right.low, low * right.high, high * right.low, high * right.high};
                yield DoubleStream.of(products).anyMatch(Double::isNaN)
                        ? ANY
                        : corners(
                                DoubleStream.of(products).min().getAsDouble(),
                                DoubleStream.of(products).max().getAsDouble(),
                                right);
            }
            case DIVIDE -> isOneValue() && right.isOneValue() ? exactly(low / right.low) : ANY;
            case MODULO -> isOneValue() && right.isOneValue() ? exactly(low % right.low) : ANY;
            default -> ANY;
        };
    }

    private Bounds corners(double least, double most, Bounds right) {
        if (Double.isNaN(least) || Double.isNaN(most)) {
            return ANY;
        }
        boolean finite = Double.isFinite(least) && Double.isFinite(most);
        return new Bounds(least, most, nan || right.nan || !finite);
    }

    /** Such as {@code at least 1}, to follow "it is". */
    String phrase() {
        if (!isNumber()) {
            return "never a number";
        }
        if (low == high) {
            return "always " + number(low);
        }
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? "any number" : upper();
        }
        return Double.isInfinite(high) ? lower() : lower() + " and " + upper();
    }

    private String lower() {
        String below = number(Math.nextDown(low));
        return below.length() < number(low).length() ? "above " + below : "at least " + number(low);
    }

    private String upper() {
        String above = number(Math.nextUp(high));
        return above.length() < number(high).length() ? "below " + above : "at most " + number(high);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
