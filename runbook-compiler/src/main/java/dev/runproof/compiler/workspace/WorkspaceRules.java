package dev.runproof.compiler.workspace;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with {@code runbook.yaml} and with the files that it names. */
public final class WorkspaceRules {

    /** {@code runbook.yaml} is missing, has an unknown key, or a value of the wrong kind. */
    public static final Rule INVALID_CONFIGURATION = Rule.unread("invalid-configuration");

    /** A file is not text in UTF-8, is too large, or cannot be opened. */
    public static final Rule UNREADABLE_FILE = Rule.unread("unreadable-file");

    /** A pattern of {@code runbook.yaml} leads to no file, so that nothing would be checked in its name. */
    public static final Rule NOTHING_TO_CHECK = Rule.unread("nothing-to-check");

    private WorkspaceRules() {}
}
