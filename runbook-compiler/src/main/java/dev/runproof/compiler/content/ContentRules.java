package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with what runbooks give to people. */
public final class ContentRules {

    /** Commands that no shell can read. */
    public static final Rule INVALID_SHELL = Rule.error("invalid-shell");

    /** A file of the repository that a runbook names and that is not there. */
    public static final Rule MISSING_FILE = Rule.error("missing-file");

    /** What a template said, or a note of the author's, where text should be. */
    public static final Rule TEMPLATE_TEXT = Rule.warning("template-text");

    /** A placeholder in a command that is no input. */
    public static final Rule UNDECLARED_PLACEHOLDER = Rule.error("undeclared-placeholder");

    /** An input that is no placeholder in any command. */
    public static final Rule UNUSED_PLACEHOLDER = Rule.warning("unused-placeholder");

    private ContentRules() {}
}
