package dev.runproof.compiler.promql;

/** The time that {@code @} names. */
public sealed interface AtModifier {

    /**
     * A time.
     *
     * @param milliseconds since 1970 in UTC
     */
    record Timestamp(long milliseconds) implements AtModifier {}

    /** {@code start()}: the beginning of a range query. */
    record Start() implements AtModifier {}

    /** {@code end()}: the end of a range query. */
    record End() implements AtModifier {}
}
