package dev.runproof.compiler.promql;

/**
 * What a selector asks of a label.
 *
 * @param name the name of the label, without quotes and escapes; {@link #METRIC_NAME} for {@code {"my.metric"}}
 * @param operator how the label is compared
 * @param value the value or the regular expression, without quotes and escapes; bytes that are no UTF-8 are U+FFFD in it
 * @param range where it stands
 */
public record LabelMatcher(String name, MatchOperator operator, String value, Range range) {

    /** The label that holds the name of the metric. */
    public static final String METRIC_NAME = "__name__";
}
