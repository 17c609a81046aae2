package dev.runproof.runtime.response;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The states of a step of a run and the steps between them. The same table stands as a CEL rule in the definition of the
 * resource.
 */
public enum StepState {
    /** Not come to yet, or never. */
    PENDING,
    /** A person has to agree first. */
    WAITING,
    /** A person has not agreed. */
    DENIED,
    /** One of its {@code only-if} checks did not hold, or there was nothing to contain. */
    SKIPPED,
    /** That it is done is durable; nothing has been changed, or it is not known yet that it has. */
    BEGUN,
    /** Its effect is there. */
    CONTAINED,
    /** It has failed, and nothing of it is left. */
    FAILED,
    /** It is being taken back. */
    UNDOING,
    /** It was taken back. */
    UNDONE,
    /** Something of it is left that only a person can put right. */
    LEFT;

    private static final Map<StepState, Set<StepState>> STEPS = new EnumMap<>(Map.of(
            PENDING, EnumSet.of(WAITING, SKIPPED, BEGUN, FAILED),
            WAITING, EnumSet.of(DENIED, BEGUN, FAILED),
            BEGUN, EnumSet.of(SKIPPED, CONTAINED, FAILED, LEFT),
            CONTAINED, EnumSet.of(UNDOING),
            UNDOING, EnumSet.of(UNDONE, LEFT)));
    private static final Set<StepState> UNFINISHED = EnumSet.of(PENDING, WAITING, BEGUN);

    /** The states that may follow. */
    public Set<StepState> next() {
        return Collections.unmodifiableSet(STEPS.getOrDefault(this, EnumSet.noneOf(StepState.class)));
    }

    /** Whether a step may go from this state to another. */
    public boolean mayBecome(StepState to) {
        return this == to || next().contains(to);
    }

    /** Whether a run that goes on still has to do something about such a step. */
    boolean isUnfinished() {
        return UNFINISHED.contains(this);
    }

    /** Whether nothing of such a step may be there. */
    boolean leavesNothing() {
        return switch (this) {
            case PENDING, WAITING, DENIED, SKIPPED, FAILED, UNDONE -> true;
            case BEGUN, CONTAINED, UNDOING, LEFT -> false;
        };
    }
}
