package dev.runproof.runtime.index;

/** How the effect of an action may end by itself. */
public enum Ending {
    /** As the runbook says. */
    ANY,
    /** It is undone after a time, since what it is about changes hands, as an address does. */
    UNDONE,
    /** A person ends it, asked after a time or not: the clock does not know whether the target is clean. */
    ASKED
}
