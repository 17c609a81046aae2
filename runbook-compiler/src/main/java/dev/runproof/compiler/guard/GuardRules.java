package dev.runproof.compiler.guard;

import dev.runproof.compiler.finding.Rule;

/** What a change may do to the gate itself. */
public final class GuardRules {

    /** The configuration lets pass, or does not read any more, what it did before. */
    public static final Rule WEAKENED_GATE = Rule.warning("weakened-gate").ofChanges();

    /** A finding is suppressed that was not before, or for longer. */
    public static final Rule ADDED_SUPPRESSION =
            Rule.warning("added-suppression").ofChanges();

    /** A transaction may do more than before, or checks less. */
    public static final Rule WIDENED_TRANSACTION =
            Rule.warning("widened-transaction").ofChanges();

    /** A response starts on less, asks less, does more, or leaves more than before. */
    public static final Rule WIDENED_RESPONSE = Rule.warning("widened-response").ofChanges();

    /** A record of a validation was taken out. */
    public static final Rule REMOVED_RECORD = Rule.warning("removed-record").ofChanges();

    /** The name of a page was taken out of the lock. */
    public static final Rule REMOVED_NAME = Rule.error("removed-name").ofChanges();

    /** A file that decides what passes, or what is done to production, has no owner. */
    public static final Rule UNGUARDED_FILE = Rule.warning("unguarded-file");

    private GuardRules() {}
}
