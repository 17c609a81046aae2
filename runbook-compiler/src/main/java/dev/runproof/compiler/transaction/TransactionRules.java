package dev.runproof.compiler.transaction;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with transaction blocks. */
public final class TransactionRules {

    /** The block has not the form of a transaction, or uses a part of the language that this version does not know. */
    public static final Rule INVALID_TRANSACTION = Rule.error("invalid-transaction");

    /** No action of that name is on the class path. */
    public static final Rule UNKNOWN_ACTION = Rule.error("unknown-action");

    /** A fenced block is meant for the compiler, which does not know its kind. */
    public static final Rule UNKNOWN_BLOCK = Rule.error("unknown-block");

    /** No check of that name is on the class path. */
    public static final Rule UNKNOWN_CHECK = Rule.error("unknown-check");

    /** No value type of that name is on the class path. */
    public static final Rule UNKNOWN_TYPE = Rule.error("unknown-type");

    /** A value refers to an input that is not declared. */
    public static final Rule UNKNOWN_INPUT = Rule.error("unknown-input");

    /** Nothing of that name can be looked up where a value of that type stands. */
    public static final Rule UNKNOWN_LOOKUP = Rule.error("unknown-lookup");

    /** The action or check has no such parameter. */
    public static final Rule UNKNOWN_PARAMETER = Rule.error("unknown-parameter");

    /** The action or check has a parameter that is given no value. */
    public static final Rule MISSING_PARAMETER = Rule.error("missing-parameter");

    /** A parameter is given an input of another type, or a check stands where it cannot look. */
    public static final Rule WRONG_TYPE = Rule.error("wrong-type");

    /** A text is not a value of its type. */
    public static final Rule INVALID_VALUE = Rule.error("invalid-value");

    /** An input is used nowhere; its author believes that it narrows the effect. */
    public static final Rule UNUSED_INPUT = Rule.error("unused-input");

    /** The action cannot be undone, and nobody says why it is done all the same. */
    public static final Rule IRREVERSIBLE_ACTION = Rule.error("irreversible-action");

    /** Two transactions have one name. */
    public static final Rule DUPLICATE_TRANSACTION = Rule.error("duplicate-transaction");

    private TransactionRules() {}
}
