package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Alteration.Sight;
import dev.runproof.runtime.engine.Containment.Effect;
import java.time.Instant;
import java.util.Optional;

/**
 * Looks whether the effect of a containment is still as it was made. What somebody has changed or deleted is not put
 * back: it is written into the record as a reason why nothing is verified any more, and told, once.
 */
final class Inspection {

    private final EngineContext context;
    private final ContainmentStore store;

    Inspection(EngineContext context, ContainmentStore store) {
        this.context = context;
        this.store = store;
    }

    /** What is wrong with an effect; empty if nothing is. */
    static Optional<String> drift(String containment, Effect effect, Optional<KubernetesObject> found) {
        Sight sight = Alteration.of(effect).see(containment, found);
        if (sight instanceof Sight.Done) {
            return Optional.empty();
        }
        if (sight instanceof Sight.Absent) {
            return Optional.of(effect.object()
                    + (effect.how() == Effect.How.EDIT ? " is gone; " : " has been deleted by somebody; ")
                    + "nothing is contained");
        }
        if (sight instanceof Sight.Open) {
            return Optional.of(effect.object() + " has been put back by somebody; nothing is contained");
        }
        return Optional.of(effect.object()
                + (sight instanceof Sight.Foreign foreign && effect.how() == Effect.How.CREATE
                        ? " has been replaced; it " + foreign.reason()
                        : " has been changed by somebody; it may contain nothing, or more"));
    }

    /** Whether a record says so already. */
    static boolean isKnown(Containment containment, String drift) {
        return containment
                .progress()
                .verification()
                .filter(new Verification.Unverified(drift)::equals)
                .isPresent();
    }

    /**
     * Looks.
     *
     * @param name the name of the record
     * @throws LostRecordException if the record was written meanwhile
     */
    void inspect(String name) {
        Optional<StoredContainment> read = store.read(store.refOf(name));
        if (read.isEmpty() || read.get().containment().state() != ContainmentState.CONTAINED) {
            return;
        }
        StoredContainment found = read.get();
        Containment containment = found.containment();
        Optional<String> drift = drift(
                found.address(),
                containment.effect(),
                context.cluster().get(containment.effect().object()));
        if (drift.isEmpty() || isKnown(containment, drift.get())) {
            return;
        }
        Instant now = context.now();
        var unverified = containment.progress().seen(new Verification.Unverified(drift.get()));
        store.write(
                found.object().ref(),
                Optional.of(found),
                containment.step(unverified, now, context.holder(), "UNVERIFIED: " + drift.get()),
                Patience.until(context, now.plus(containment.request().maxDuration())));
        context.tell(new EngineEvent.Drifted(now, EngineEvent.Subject.of(name, containment), drift.get()));
    }
}
