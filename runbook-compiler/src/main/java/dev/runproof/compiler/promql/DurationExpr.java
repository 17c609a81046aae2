package dev.runproof.compiler.promql;

import java.util.List;
import java.util.Optional;

/**
 * A duration in brackets or behind {@code offset}: mostly a literal such as {@code 5m}, or arithmetic such as
 * {@code 2 * step()}. Immutable.
 */
public sealed interface DurationExpr {

    /** Where it stands. */
    Range range();

    /**
     * A number of seconds, with its sign if it has one.
     *
     * @param seconds the number
     * @param range where it stands
     */
    record Literal(double seconds, Range range) implements DurationExpr {}

    /**
     * A sign before what is no literal.
     *
     * @param sign the sign
     * @param operand what follows
     * @param range where it stands
     */
    record Signed(Sign sign, DurationExpr operand, Range range) implements DurationExpr {}

    /**
     * Arithmetic.
     *
     * @param operator one of {@code + - * / % ^}
     * @param left its left side
     * @param right its right side
     * @param range where it stands
     */
    record Binary(BinaryOperator operator, DurationExpr left, DurationExpr right, Range range)
            implements DurationExpr {}

    /**
     * A function.
     *
     * @param function which one
     * @param arguments what it gets
     * @param range where it stands
     */
    record Call(DurationFunction function, List<DurationExpr> arguments, Range range) implements DurationExpr {

        /** Takes the list as it is now. */
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Parentheses.
     *
     * @param expr what is in them
     * @param range where they stand
     */
    record Paren(DurationExpr expr, Range range) implements DurationExpr {}

    /** The functions that durations may use. */
    enum DurationFunction {
        /** {@code step()}: the step of a range query. */
        STEP,
        /** {@code range()}: the length of a range query. */
        RANGE,
        /** {@code max_of(a, b)}: the longer of two. */
        MAX_OF,
        /** {@code min_of(a, b)}: the shorter of two. */
        MIN_OF;

        /** Whether it takes two durations, and not nothing. */
        public boolean takesTwo() {
            return this == MAX_OF || this == MIN_OF;
        }

        /** The one that a word names. */
        static Optional<DurationFunction> of(Token token) {
            return switch (token.is(Token.Kind.KEYWORD) ? token.word() : "") {
                case "step" -> Optional.of(STEP);
                case "range" -> Optional.of(RANGE);
                case "max_of" -> Optional.of(MAX_OF);
                case "min_of" -> Optional.of(MIN_OF);
                default -> Optional.empty();
            };
        }
    }
}
