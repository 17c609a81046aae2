package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.MalformedContainmentException;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import java.time.Instant;
import java.util.Optional;

/** Ends the claim of a step on its containment, and with the last claim the containment. Used once, by one thread. */
final class Compensation {

    private final Work work;
    private final String run;
    private final Incident claim;
    private final StepRun step;
    private final Instant until;

    /**
     * Takes a step.
     *
     * @param work what it works with
     * @param run the name of the run
     * @param claim the claim of the step
     * @param step the step, which is recorded as being taken back
     * @param until when to give up
     */
    Compensation(Work work, String run, Incident claim, StepRun step, Instant until) {
        this.work = work;
        this.run = run;
        this.claim = claim;
        this.step = step;
        this.until = until;
    }

    /** Takes it back, as often as it takes; what cannot be taken back in time is left for a person. */
    StepRun run() {
        String failure = "";
        while (true) {
            try {
                Optional<Containment> found = work.engine().containment(step.containment());
                if (found.isEmpty()) {
                    return step.in(
                            StepState.LEFT,
                            "the record of its containment has been deleted, so that nobody knows what its effect is");
                }
                if (!isClaimed(found.get())) {
                    return step.in(StepState.UNDONE, failure.isEmpty() ? "" : failure);
                }
                if (found.get().state().ended()) {
                    return step.in(StepState.UNDONE, "");
                }
                if (found.get().state() == ContainmentState.MANUAL_INTERVENTION) {
                    return step.in(StepState.LEFT, "it could not be taken back");
                }
                TransactionResult result = work.engine().release(step.containment(), "run " + run, claim);
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

    private boolean isClaimed(Containment record) {
        return record.claims().stream().anyMatch(one -> one.incident().equals(claim.id()));
    }
}
