package dev.runproof.compiler.label;

import java.util.List;
import java.util.TreeMap;

/**
 * Which labels the series of an expression of LogQL carry, as far as its outermost aggregations tell: behind
 * {@code sum by (x)} there is no label but {@code x}, whatever stands in it. A pipeline of logs is not read, and may give any
 * label. Thread-safe.
 *
 * <p>It is no check of the expression: of one that is not understood, or is none, it knows nothing.
 */
public final class LogQlInference {

    private LogQlInference() {}

    /**
     * The labels of the series that an expression gives; no label is certain.
     *
     * @param text the expression
     */
    public static LabelSet of(String text) {
        return new LogQlReader(text).read().orElse(LabelSet.open());
    }

    /** Series with no labels but these. */
    static LabelSet only(List<String> labels, Cause cause) {
        var named = new TreeMap<String, Presence>();
        labels.forEach(label -> named.put(label, LabelSet.ANYTHING));
        return LabelSet.of(named, LabelSet.none(cause).others());
    }
}
