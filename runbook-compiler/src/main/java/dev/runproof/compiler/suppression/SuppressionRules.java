package dev.runproof.compiler.suppression;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with suppressions. No configuration lets that pass, for it would let pass all that they hide. */
public final class SuppressionRules {

    /** It says too little, or what is not so. */
    public static final Rule INVALID_SUPPRESSION = Rule.unread("invalid-suppression");

    /** Its last day is over. */
    public static final Rule EXPIRED_SUPPRESSION = Rule.unread("expired-suppression");

    /** It holds for longer than a year, or for more than it should. */
    public static final Rule BROAD_SUPPRESSION = Rule.warning("broad-suppression");

    /** What it is for is not found any more. */
    public static final Rule UNUSED_SUPPRESSION = Rule.warning("unused-suppression");

    private SuppressionRules() {}
}
