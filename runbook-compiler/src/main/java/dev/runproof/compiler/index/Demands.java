package dev.runproof.compiler.index;

import java.time.Duration;
import java.util.Set;

/**
 * What an action asks of a transaction in which it stands.
 *
 * @param reversible whether undoing brings back what was there
 * @param isolates whether it cuts a workload off from others
 * @param observes whether it only looks at its target and changes nothing of it
 * @param needs what has to be looked at before
 * @param ending how its effect may end by itself
 * @param atLeast the shortest time from intent to containment with which it can work; not negative
 */
public record Demands(
        boolean reversible, boolean isolates, boolean observes, Set<Safeguard> needs, Ending ending, Duration atLeast) {

    /** Of an action that can be undone and asks for nothing. */
    public static final Demands NONE = new Demands(true, false, false, Set.of(), Ending.ANY, Duration.ZERO);

    /** Takes the set as it is now. */
    public Demands {
        needs = Set.copyOf(needs);
    }

    /** How an effect may end by itself. */
    public enum Ending {
        /** As the runbook says. */
        ANY,
        /** It is undone after a time. */
        UNDONE,
        /** A person ends it, asked after a time or not. */
        ASKED
    }
}
