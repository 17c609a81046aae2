package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.Containment.Effect.How;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object is made, and deleted again. One that does something by itself, such as a Job, is made once: when it is gone it has
 * been there, and it is not made anew.
 *
 * @param effect what the record says of it
 * @param desired the object, without a stamp; empty where only its record is known
 */
record Creation(Effect effect, Optional<KubernetesObject> desired) implements Alteration {

    private static final String CHANGED = "it has been changed since it was made, so it has been left as it is";

    static Creation of(KubernetesObject desired) {
        return new Creation(effect(How.CREATE, desired), Optional.of(desired));
    }

    /**
     * An object that does something by itself.
     *
     * @param reads whether that is reading only
     */
    static Creation running(KubernetesObject desired, boolean reads) {
        return new Creation(effect(reads ? How.READ : How.RUN, desired), Optional.of(desired));
    }

    private static Effect effect(How how, KubernetesObject object) {
        return Effect.of(how, object.ref(), object.uid(), object.statementJson());
    }

    @Override
    public boolean looksFirst() {
        return desired.isEmpty();
    }

    @Override
    public boolean actsByItself() {
        return effect.how() == How.RUN || effect.how() == How.READ;
    }

    @Override
    public boolean leavesItsWork() {
        return effect.how() == How.RUN;
    }

    @Override
    public Sight see(String containment, Optional<KubernetesObject> found) {
        if (found.isEmpty()) {
            return actsByItself() && !effect.uid().isEmpty() ? new Sight.Done(asItWas()) : new Sight.Absent();
        }
        if (!Stamp.isOf(containment, found.get())) {
            return new Sight.Foreign("belongs to " + Stamp.ownerOf(found.get()));
        }
        return isAsMade(containment, found.get())
                ? new Sight.Done(found.get())
                : new Sight.Changed(differencesIn(found.get()));
    }

    private KubernetesObject asItWas() {
        return effect.stated()
                .orElseGet(() -> KubernetesObject.of(effect.object(), Map.of(), Map.of(), Map.of()))
                .withMetadata(Map.of("uid", effect.uid()));
    }

    /**
     * One that somebody has deleted and put back as it was counts too: what matters is whose it says that it is, and what
     * it says.
     */
    private boolean isAsMade(String containment, KubernetesObject found) {
        return effect.uid().isEmpty()
                ? new Stamp(containment, 0, effect.digest()).isIntactOn(found)
                : Digest.ofContent(found).equals(effect.digest());
    }

    @Override
    public OptionalLong epoch(String containment, KubernetesObject found) {
        return Stamp.isOf(containment, found) ? OptionalLong.of(Stamp.epochOf(found)) : OptionalLong.empty();
    }

    @Override
    public KubernetesObject write(Cluster cluster, Optional<KubernetesObject> found, Seal seal, WriteMode mode) {
        return cluster.create(seal.on(desired.orElseThrow()), mode);
    }

    @Override
    public What written(WriteMode mode) {
        return mode == WriteMode.DRY_RUN ? What.WOULD_CREATE : What.CREATED;
    }

    @Override
    public Effect made(KubernetesObject object) {
        return effect(effect.how(), object);
    }

    @Override
    public Step takeBack(String containment, Optional<KubernetesObject> found) {
        if (found.isEmpty()) {
            return new Step.Over("", What.GONE);
        }
        Sight sight = see(containment, found);
        if (sight instanceof Sight.Foreign foreign) {
            return new Step.Over(effect.object() + " " + foreign.reason() + " and has not been touched", What.LEFT);
        }
        if (sight instanceof Sight.Changed changed) {
            return new Step.Stays(CHANGED, changed.differences());
        }
        return found.get().text("metadata", "deletionTimestamp").isPresent()
                ? new Step.Wait(effect.object() + " waits for a finalizer")
                : new Step.Delete(found.get());
    }

    @Override
    public Remainder left(
            String containment, String reason, List<Difference> differences, Optional<KubernetesObject> found) {
        return leavesItsWork() && found.isEmpty()
                ? Remainder.ofRun(effect.object(), reason)
                : Remainder.of(effect.object(), reason, differences);
    }

    @Override
    public List<Difference> differencesIn(KubernetesObject found) {
        // One that is not known to be made is told by the digest on it too.
        Map<String, Object> stamp =
                effect.uid().isEmpty() ? Map.of("annotations", Map.of(Stamp.DIGEST, effect.digest())) : Map.of();
        return effect.stated()
                .map(written -> Difference.between(written.withMetadata(stamp), found))
                .orElse(List.of());
    }
}
