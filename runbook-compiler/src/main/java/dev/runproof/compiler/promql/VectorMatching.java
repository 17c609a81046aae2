package dev.runproof.compiler.promql;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How series of two instant vectors find each other.
 *
 * @param cardinality how many of each side may belong together
 * @param on whether series must agree in {@code labels} alone; else in all others
 * @param labels the labels of {@code on} or {@code ignoring}; with {@code on == false} and none, all labels must agree
 * @param include the labels of {@code group_left} or {@code group_right}: taken from the side of the one
 * @param fillLeft the value for a series of the left side that is missing; experimental
 * @param fillRight the value for a series of the right side that is missing; experimental
 */
public record VectorMatching(
        Cardinality cardinality,
        boolean on,
        List<Label> labels,
        List<Label> include,
        OptionalDouble fillLeft,
        OptionalDouble fillRight) {

    /** Takes the lists as they are now. */
    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    /** The same for sets. */
    VectorMatching manyToMany() {
        return new VectorMatching(Cardinality.MANY_TO_MANY, on, labels, include, fillLeft, fillRight);
    }

    /** How many series of each side may belong together. */
    public enum Cardinality {
        /** One of each. */
        ONE_TO_ONE,
        /** Many of the left side with one of the right: {@code group_left}. */
        MANY_TO_ONE,
        /** One of the left side with many of the right: {@code group_right}. */
        ONE_TO_MANY,
        /** Any number of both: {@code and}, {@code or}, {@code unless}. */
        MANY_TO_MANY
    }
}
