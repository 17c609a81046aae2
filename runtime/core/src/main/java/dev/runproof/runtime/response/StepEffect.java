package dev.runproof.runtime.response;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import java.util.Optional;

/**
 * What a step has contained: found by the name of its containment, and told from what others have there by its claim.
 *
 * @param work what it works with
 * @param claim the claim of the step
 * @param step the step
 */
record StepEffect(Work work, Incident claim, StepRun step) {

    /**
     * The containment, whoever has claimed it; empty if there is no record of one.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if it cannot be read
     */
    Optional<Containment> containment() {
        return work.engine().containment(step.containment());
    }

    /** Whether the step is among those that a containment is for. */
    boolean isClaimedIn(Containment record) {
        return record.claims().stream().anyMatch(one -> one.incident().equals(claim.id()));
    }
}
