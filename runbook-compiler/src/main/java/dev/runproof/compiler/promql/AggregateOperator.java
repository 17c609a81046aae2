package dev.runproof.compiler.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How series are joined. */
public enum AggregateOperator {
    /** The mean. */
    AVG,
    /** The k smallest, with all their labels. */
    BOTTOMK(ValueType.SCALAR),
    /** How many. */
    COUNT,
    /** How many of each value, with the value in a label whose name is the parameter. */
    COUNT_VALUES(ValueType.STRING),
    /** The number 1. */
    GROUP,
    /** Any k of them, with all their labels; experimental. */
    LIMITK(ValueType.SCALAR),
    /** A share of them, with all their labels; experimental. */
    LIMIT_RATIO(ValueType.SCALAR),
    /** The greatest. */
    MAX,
    /** The smallest. */
    MIN,
    /** The value below which a share of them lies. */
    QUANTILE(ValueType.SCALAR),
    /** The standard deviation. */
    STDDEV,
    /** The variance. */
    STDVAR,
    /** The sum. */
    SUM,
    /** The k greatest, with all their labels. */
    TOPK(ValueType.SCALAR);

    private static final Map<String, AggregateOperator> BY_SYMBOL = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(AggregateOperator::symbol, operator -> operator));

    private final String symbol;
    private final Optional<ValueType> parameter;

    AggregateOperator() {
        this(Optional.empty());
    }

    AggregateOperator(ValueType parameter) {
        this(Optional.of(parameter));
    }

    AggregateOperator(Optional<ValueType> parameter) {
        this.symbol = name().toLowerCase(Locale.ROOT);
        this.parameter = parameter;
    }

    /** The type of the parameter before the series, if it takes one. */
    public Optional<ValueType> parameter() {
        return parameter;
    }

    /** Whether a server must be told to allow it, with {@code --enable-feature=promql-experimental-functions}. */
    public boolean experimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }

    /** How it is written, in small letters; capital ones are allowed too. */
    public String symbol() {
        return symbol;
    }

    /** The one of a name in small letters. */
    static Optional<AggregateOperator> of(String symbol) {
        return Optional.ofNullable(BY_SYMBOL.get(symbol));
    }
}
