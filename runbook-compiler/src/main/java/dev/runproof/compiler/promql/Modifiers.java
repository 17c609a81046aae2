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

    /** Whether there is an offset; for Prometheus one of nothing is none. */
    boolean hasOffset() {
        return offset.filter(duration -> !(duration instanceof DurationExpr.Literal literal)
                        || Rounding.toLong(literal.seconds() * 1e9) != 0
                        || Double.isNaN(literal.seconds()))
                .isPresent();
    }

    /** Whether it looks at another time than that of the evaluation. */
    boolean moves() {
        return hasOffset() || at.isPresent();
    }

    /** How the edges of a time range are treated; since Prometheus 3.7, and without a feature flag since 3.16. */
    public enum Edges {
        /** {@code anchored}: with the last samples before the edges. */
        ANCHORED,
        /** {@code smoothed}: with values interpolated at the edges. */
        SMOOTHED
    }
}
