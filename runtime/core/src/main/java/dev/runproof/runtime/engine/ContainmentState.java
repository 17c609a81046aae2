package dev.runproof.runtime.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The states of a containment and the steps between them. The same table stands as a CEL rule in the definition of the
 * resource, so that the API server refuses any other step.
 */
public enum ContainmentState {
    /** Recorded; nothing has been looked at. */
    RECEIVED,
    /** In its grace period or waiting for an approval. */
    WAITING,
    /** What is to be done is durable; nothing has been changed, or it is not known yet that it has. */
    INTENT,
    /** The effect is stored and not verified. */
    APPLIED,
    /** The effect is there. Whether it is verified stands beside it. */
    CONTAINED,
    /** A person or the expiry ends the containment. */
    UNDOING,
    /** The effect is gone. */
    UNDONE,
    /** A check did not let it begin. */
    REFUSED,
    /** It was cancelled before anything was changed. */
    CANCELLED,
    /** There was nothing to contain any more. */
    NOT_NEEDED,
    /** Another containment took its place before anything was changed. */
    SUPERSEDED,
    /** Everything but the effect was done. */
    AUDITED,
    /** Something failed, and the effect is being taken back. */
    ROLLING_BACK,
    /** Something failed, and nothing of it is left. */
    ROLLED_BACK,
    /** The effect could not be taken back; what is left is for a person, who then deletes the record. */
    MANUAL_INTERVENTION;

    private static final Set<ContainmentState> BEFORE_INTENT =
            EnumSet.of(REFUSED, CANCELLED, NOT_NEEDED, SUPERSEDED, AUDITED);
    private static final Set<ContainmentState> BEGINNING = EnumSet.of(RECEIVED, INTENT);
    private static final Set<ContainmentState> ENDED = endings();
    private static final Map<ContainmentState, Set<ContainmentState>> STEPS = steps();

    private static Set<ContainmentState> endings() {
        var ended = EnumSet.of(UNDONE, ROLLED_BACK);
        ended.addAll(BEFORE_INTENT);
        return ended;
    }

    private static Map<ContainmentState, Set<ContainmentState>> steps() {
        var steps = new EnumMap<ContainmentState, Set<ContainmentState>>(ContainmentState.class);
        steps.put(RECEIVED, EnumSet.of(WAITING, INTENT, REFUSED, CANCELLED, NOT_NEEDED, SUPERSEDED, AUDITED));
        steps.put(WAITING, EnumSet.of(INTENT, REFUSED, CANCELLED, NOT_NEEDED, SUPERSEDED, AUDITED));
        steps.put(INTENT, EnumSet.of(APPLIED, ROLLING_BACK));
        steps.put(APPLIED, EnumSet.of(CONTAINED, ROLLING_BACK));
        steps.put(CONTAINED, EnumSet.of(UNDOING, ROLLING_BACK));
        steps.put(UNDOING, EnumSet.of(UNDONE, MANUAL_INTERVENTION));
        steps.put(ROLLING_BACK, EnumSet.of(ROLLED_BACK, MANUAL_INTERVENTION));
        return steps;
    }

    /** The states that may follow within an epoch. */
    public Set<ContainmentState> next() {
        return Collections.unmodifiableSet(STEPS.getOrDefault(this, EnumSet.noneOf(ContainmentState.class)));
    }

    /**
     * Whether it is over and leaves nothing, so that the next containment of the target may begin, with a higher epoch.
     * {@link #MANUAL_INTERVENTION} is not: its record stays in the way until a person deletes it.
     */
    public boolean ended() {
        return ENDED.contains(this);
    }

    /**
     * Whether a record may go from this state to another.
     *
     * @param to the other
     * @param epochRaised whether the epoch rises in the same write
     */
    public boolean mayBecome(ContainmentState to, boolean epochRaised) {
        return this == to || next().contains(to) || (ended() && epochRaised && BEGINNING.contains(to));
    }

    /** The table as a CEL expression over {@code self} and {@code oldSelf}, for the definition of the resource. */
    static String transitionRule() {
        var steps = Arrays.stream(values())
                .filter(state -> !state.next().isEmpty())
                .map(state -> "(oldSelf.state == '" + state + "' && self.state in " + list(state.next()) + ")")
                .collect(Collectors.joining(" || "));
        return "self.state == oldSelf.state || " + steps + " || (oldSelf.state in " + list(ENDED) + " && self.state in "
                + list(BEGINNING) + " && self.epoch > oldSelf.epoch)";
    }

    private static String list(Set<ContainmentState> states) {
        return states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
