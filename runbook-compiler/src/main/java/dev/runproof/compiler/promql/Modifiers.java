package dev.runproof.compiler.promql;

import java.util.Optional;

/**
 * Which time a selector or a subquery looks at.
 *
 * @param offset how much earlier
 * @param at at which time, in place of that of the evaluation
 * @param edges how it treats the edges of its time range
 */
public record Modifiers(Optional<DurationExpr> offset, Optional<AtModifier> at, Optional<Edges> edges) {

    /** Without modifiers. */
    public static final Modifiers NONE = new Modifiers(Optional.empty(), Optional.empty(), Optional.empty());

    /** How the edges of a time range are treated; experimental in Prometheus. */
    public enum Edges {
        /** {@code anchored}: with the last samples before the edges. */
        ANCHORED,
        /** {@code smoothed}: with values interpolated at the edges. */
        SMOOTHED
    }
}
