package dev.runproof.compiler.page;

import dev.runproof.compiler.finding.Rule;

/** What can be wrong with the form of the files that keep addresses. */
public final class PageRules {

    /** {@code redirects.yaml} is no mapping of old names to new ones. */
    public static final Rule INVALID_REDIRECT = Rule.unread("invalid-redirect");

    /** {@code slugs.lock} has a line that names no page, or names one twice. */
    public static final Rule INVALID_SLUGS_LOCK = Rule.unread("invalid-slugs-lock");

    private PageRules() {}
}
