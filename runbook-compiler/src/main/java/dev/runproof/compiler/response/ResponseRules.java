package dev.runproof.compiler.response;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with response blocks by themselves. */
public final class ResponseRules {

    /** The block has not the form of a response, or uses a part of the language that this version does not know. */
    public static final Rule INVALID_RESPONSE = Rule.error("invalid-response");

    /** A step is no transaction of the runbook. */
    public static final Rule UNKNOWN_STEP = Rule.error("unknown-step");

    /** Two responses have one name, or a transaction has that of a response. */
    public static final Rule DUPLICATE_RESPONSE = Rule.error("duplicate-response");

    private ResponseRules() {}
}
