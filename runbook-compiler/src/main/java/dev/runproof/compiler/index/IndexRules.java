package dev.runproof.compiler.index;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with the descriptions of actions, checks and value types. */
public final class IndexRules {

    /** A file below {@code META-INF/runproof} of a jar or folder cannot be used. */
    public static final Rule INVALID_INDEX = Rule.unread("invalid-index");

    private IndexRules() {}
}
