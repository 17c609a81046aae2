package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.MalformedContainmentException;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import java.time.Instant;
import java.util.Optional;

/** Ends the claim of a step on its containment, and with the last claim the containment. Used once, by one thread. */
final class Compensation {

    private final StepEffect effect;
    private final StepRun step;
    private final Work work;
    private final String run;
    private final Instant until;

    /**
     * Takes a step.
     *
     * @param effect its effect; the step is recorded as being taken back
     * @param run the name of the run
     * @param until when to give up
     */
    Compensation(StepEffect effect, String run, Instant until) {
        this.effect = effect;
        this.step = effect.step();
        this.work = effect.work();
        this.run = run;
        this.until = until;
    }

    /** Takes it back, as often as it takes; what cannot be taken back in time is left for a person. */
    StepRun run() {
        String failure = "";
        while (true) {
            try {
                Optional<Containment> found = effect.containment();
                if (found.isEmpty()) {
                    return step.in(
                            StepState.LEFT,
                            "the record of its containment has been deleted, so that nobody knows what its effect is");
                }
                if (!effect.isClaimedIn(found.get())) {
                    return step.in(StepState.UNDONE, failure);
                }
                if (found.get().state().ended()) {
                    return step.in(StepState.UNDONE, "");
                }
                if (found.get().state() == ContainmentState.MANUAL_INTERVENTION) {
                    return step.in(StepState.LEFT, "it could not be taken back");
                }
                TransactionResult result = work.engine().release(step.containment(), "run " + run, effect.claim());
                failure = switch (result.outcome()) {
                    case CONTAINED -> String.join("; ", result.notes());
                    default -> result.reason().orElse("");
                };
                if (isOver(result)) {
                    continue;
                }
            } catch (ClusterException | MalformedContainmentException e) {
                failure = String.valueOf(e.getMessage());
            }
            if (work.now().plus(Work.LOOK).isAfter(until)) {
                return step.in(StepState.LEFT, "it could not be taken back in time: " + failure);
            }
            work.turn().waits(Work.LOOK);
        }
    }

    private static boolean isOver(TransactionResult result) {
        return switch (result.outcome()) {
            case CONTAINED, RELEASED, ROLLED_BACK, MANUAL_INTERVENTION -> true;
            case AUDITED, NOT_NEEDED, REFUSED, CONFLICT, CANCELLED, FAILED -> false;
        };
    }
}
