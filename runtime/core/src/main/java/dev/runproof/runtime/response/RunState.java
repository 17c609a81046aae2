package dev.runproof.runtime.response;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The states of a run of a response and the steps between them. The same table stands as a CEL rule in the definition of the
 * resource, so that the API server refuses any other step.
 */
public enum RunState {
    /** Its steps are done one after the other. */
    RUNNING,
    /** A person has to agree before it goes on; nobody holds it. */
    WAITING,
    /** It has been stopped, and steps that are to be taken back are being taken back. */
    UNDOING,
    /** It has come to its end. */
    DONE,
    /** It was stopped; nothing is left but what its steps say. */
    STOPPED,
    /** Something is left that only a person can put right. */
    MANUAL_INTERVENTION;

    private static final Map<RunState, Set<RunState>> STEPS = new EnumMap<>(Map.of(
            RUNNING, EnumSet.of(WAITING, UNDOING, DONE, STOPPED, MANUAL_INTERVENTION),
            WAITING, EnumSet.of(RUNNING),
            UNDOING, EnumSet.of(STOPPED, MANUAL_INTERVENTION)));

    /** The states that may follow. */
    public Set<RunState> next() {
        return Collections.unmodifiableSet(STEPS.getOrDefault(this, EnumSet.noneOf(RunState.class)));
    }

    /** Whether nothing more is done in such a run. */
    public boolean ended() {
        return next().isEmpty();
    }

    /** Whether a run may go from this state to another. */
    public boolean mayBecome(RunState to) {
        return this == to || next().contains(to);
    }
}
