package dev.runproof.compiler.alertmanager;

import java.util.Optional;

/**
 * What the condition of a branch says about links.
 *
 * @param when when the body is used
 * @param inBody whether an annotation that is walked through is a link in the body; empty if that stays as it is
 * @param inElse the same in the other branch
 */
record Guard(When when, Optional<Certainty> inBody, Optional<Certainty> inElse) {

    /** When the body of a branch is used. */
    enum When {
        /** Whenever there is a link to show. */
        LINKS,
        /** When there is none. */
        NO_LINKS,
        /** When the alerts have a link in common. */
        COMMON_LINK,
        /** When they have none in common. */
        NO_COMMON_LINK,
        /** For some of the annotations; the other branch is used for the others. */
        SOME_NAMES,
        /** Nobody knows. */
        UNDECIDED
    }

    static final Guard UNDECIDED = of(When.UNDECIDED);

    static Guard of(When when) {
        return new Guard(when, Optional.empty(), Optional.empty());
    }

    static Guard names(Optional<Certainty> inBody, Optional<Certainty> inElse) {
        return new Guard(When.SOME_NAMES, inBody, inElse);
    }

    Guard negated() {
        When other = switch (when) {
            case LINKS -> When.NO_LINKS;
            case NO_LINKS -> When.LINKS;
            case COMMON_LINK -> When.NO_COMMON_LINK;
            case NO_COMMON_LINK -> When.COMMON_LINK;
            case SOME_NAMES, UNDECIDED -> when;
        };
        return new Guard(other, /* inBody= */ inElse, /* inElse= */ inBody);
    }

    /** That of both together. */
    Guard and(Guard other) {
        if (equals(other) || other.when == When.LINKS) {
            return this;
        }
        if (when == When.LINKS) {
            return other;
        }
        return when == When.NO_LINKS || other.when == When.NO_LINKS ? of(When.NO_LINKS) : UNDECIDED;
    }

    Evidence of(Evidence body, Evidence otherwise) {
        return switch (when) {
            case LINKS -> body;
            case NO_LINKS -> otherwise;
            case COMMON_LINK -> common(body, otherwise);
            case NO_COMMON_LINK -> common(otherwise, body);
            case SOME_NAMES -> body.and(otherwise);
            case UNDECIDED -> body.orElse(otherwise);
        };
    }

    /** A link in common, and without one that of each alert: nothing is missing then, and nothing is asked for in vain. */
    private static Evidence common(Evidence shared, Evidence otherwise) {
        boolean complete = otherwise.each() == Certainty.YES && shared.each().or(shared.common()) == Certainty.YES;
        return complete
                ? otherwise
                : shared.and(new Evidence(otherwise.each(), Certainty.NO, otherwise.commonPlaces()));
    }
}
