package dev.runproof.compiler.promql;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An operator between two expressions. */
public enum BinaryOperator {
    /** Series of either side. */
    OR("or", 1),
    /** Series of the left side that have a match. */
    AND("and", 2),
    /** Series of the left side that have none. */
    UNLESS("unless", 2),
    /** Equal. */
    EQUAL("==", 3),
    /** Greater or equal. */
    GREATER_OR_EQUAL(">=", 3),
    /** Greater. */
    GREATER(">", 3),
    /** Less. */
    LESS("<", 3),
    /** Less or equal. */
    LESS_OR_EQUAL("<=", 3),
    /** Not equal. */
    NOT_EQUAL("!=", 3),
    /** A native histogram without its observations above a value. */
    TRIM_UPPER("</", 3),
    /** A native histogram without its observations below a value. */
    TRIM_LOWER(">/", 3),
    /** The sum. */
    ADD("+", 4),
    /** The difference. */
    SUBTRACT("-", 4),
    /** The product. */
    MULTIPLY("*", 5),
    /** The quotient. */
    DIVIDE("/", 5),
    /** The remainder. */
    MODULO("%", 5),
    /** The angle. */
    ATAN2("atan2", 5),
    /** The power. */
    POWER("^", 6);

    private static final Map<String, BinaryOperator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, value -> value));

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** How strongly it binds: the greater, the stronger. */
    int precedence() {
        return precedence;
    }

    /** Whether it compares: then it filters series, or with {@code bool} gives 0 or 1. */
    public boolean isComparison() {
        return precedence == EQUAL.precedence && this != TRIM_UPPER && this != TRIM_LOWER;
    }

    /** Whether it joins sets of series. */
    public boolean isSet() {
        return precedence <= AND.precedence;
    }

    /** The one that a word is. */
    static Optional<BinaryOperator> of(Token token) {
        return token.is(Token.Kind.SYMBOL) || token.is(Token.Kind.KEYWORD)
                ? Optional.ofNullable(BY_SYMBOL.get(token.word()))
                : Optional.empty();
    }
}
