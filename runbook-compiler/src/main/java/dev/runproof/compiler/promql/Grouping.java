package dev.runproof.compiler.promql;

import java.util.List;

/**
 * The labels by which an aggregation groups.
 *
 * @param kind whether they are kept or dropped
 * @param labels the labels, in order, as often as written
 * @param range where it stands, from {@code by} or {@code without} on
 */
public record Grouping(Kind kind, List<Label> labels, Range range) {

    /** Takes the list as it is now. */
    public Grouping {
        labels = List.copyOf(labels);
    }

    /** What is done with the labels. */
    public enum Kind {
        /** Only these are kept. */
        BY,
        /** These and the name of the metric are dropped. */
        WITHOUT
    }
}
