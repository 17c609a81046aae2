package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run or a release.
 *
 * @param outcome how it ended
 * @param verification whether the effect was seen to work; empty unless contained
 * @param reason why it ended so, in a sentence for people; empty where the outcome says it all
 * @param duration how long it took
 * @param rolledBack whether an effect that was begun was taken back
 * @param containment the name of the record, which {@link Engine#release} takes; empty if there is none
 * @param effect the object that is, or in audit mode would be, the effect
 * @param remaining what is left for a person to remove; empty unless it needs one
 * @param notes what else is worth knowing, in sentences for people
 */
public record TransactionResult(
        Outcome outcome,
        Optional<Verification> verification,
        Optional<String> reason,
        Duration duration,
        boolean rolledBack,
        Optional<String> containment,
        Optional<KubernetesObject> effect,
        List<Remainder> remaining,
        List<String> notes) {

    /** Copies the lists. */
    public TransactionResult {
        remaining = List.copyOf(remaining);
        notes = List.copyOf(notes);
    }
}
