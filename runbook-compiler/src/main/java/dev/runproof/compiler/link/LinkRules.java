package dev.runproof.compiler.link;

import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** What can be found out by asking the web. */
public final class LinkRules {

    /** An address leads to nothing. */
    public static final Rule DEAD_LINK = Rule.error("dead-link");

    /** An address leads to a page that lacks the place which its fragment names. */
    public static final Rule DEAD_ANCHOR = Rule.error("dead-anchor");

    /** A page has another address for good. */
    public static final Rule MOVED_LINK = Rule.warning("moved-link");

    /** Whether an address leads anywhere could not be told. */
    public static final Rule UNDECIDED_LINK = Rule.warning("undecided-link");

    private LinkRules() {}

    /** All of them. */
    public static List<Rule> all() {
        return List.of(DEAD_LINK, DEAD_ANCHOR, MOVED_LINK, UNDECIDED_LINK);
    }
}
