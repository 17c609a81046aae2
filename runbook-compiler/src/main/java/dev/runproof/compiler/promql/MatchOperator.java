package dev.runproof.compiler.promql;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a selector compares a label; a label that a series lacks is the empty text. */
public enum MatchOperator {
    /** The value is the one given. */
    EQUAL("="),
    /** The value is another one. */
    NOT_EQUAL("!="),
    /** The whole value matches a regular expression in the syntax of RE2. */
    MATCHES("=~"),
    /** The whole value does not match it. */
    NOT_MATCHES("!~");

    private static final Map<String, MatchOperator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MatchOperator::symbol, value -> value));

    private final String symbol;

    MatchOperator(String symbol) {
        this.symbol = symbol;
    }

    /** How it is written. */
    public String symbol() {
        return symbol;
    }

    /** The one that a word is. */
    static Optional<MatchOperator> of(Token token) {
        return token.is(Token.Kind.SYMBOL) ? Optional.ofNullable(BY_SYMBOL.get(token.text())) : Optional.empty();
    }
}
