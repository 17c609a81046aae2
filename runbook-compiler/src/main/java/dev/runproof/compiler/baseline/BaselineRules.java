package dev.runproof.compiler.baseline;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with a baseline. */
public final class BaselineRules {

    /** A line of it says nothing; what is known is then not known. */
    public static final Rule INVALID_BASELINE = Rule.unread("invalid-baseline");

    /** What it knows is not there any more. */
    public static final Rule STALE_BASELINE = Rule.warning("stale-baseline");

    private BaselineRules() {}
}
