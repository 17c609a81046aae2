package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An object is deleted: this one, and no successor of its name. Nothing brings it back, so that it is done as soon as the
 * object is on its way, whoever has sent it.
 *
 * @param effect what the record says of it
 */
record Deletion(Effect effect) implements Alteration {

    static Deletion of(KubernetesObject object) {
        return new Deletion(Effect.of(Effect.How.DELETE, object.ref(), object.uid(), object.statementJson()));
    }

    @Override
    public boolean looksFirst() {
        return false;
    }

    @Override
    public boolean isReversible() {
        return false;
    }

    @Override
    public Sight see(String containment, Optional<KubernetesObject> found) {
        boolean there = found.filter(this::isMeant)
                .filter(object -> object.text("metadata", "deletionTimestamp").isEmpty())
                .isPresent();
        return there
                ? new Sight.Open()
                : new Sight.Done(found.filter(this::isMeant).orElseGet(this::asItWas));
    }

    private boolean isMeant(KubernetesObject object) {
        return object.uid().equals(effect.uid());
    }

    private KubernetesObject asItWas() {
        return effect.stated()
                .orElseGet(() -> KubernetesObject.of(effect.object(), Map.of(), Map.of(), Map.of()))
                .withMetadata(Map.of("uid", effect.uid()));
    }

    @Override
    public OptionalLong epoch(String containment, KubernetesObject found) {
        return OptionalLong.empty();
    }

    @Override
    public KubernetesObject write(Cluster cluster, Optional<KubernetesObject> found, Seal seal, WriteMode mode) {
        try {
            cluster.delete(effect.object(), effect.uid(), mode);
        } catch (ClusterException e) {
            // Gone, or another of its name.
            if (e.reason() != Reason.NOT_FOUND && e.reason() != Reason.CONFLICT) {
                throw e;
            }
        }
        return asItWas();
    }

    @Override
    public What written(WriteMode mode) {
        return mode == WriteMode.DRY_RUN ? What.WOULD_DELETE : What.DELETED;
    }

    @Override
    public Step takeBack(String containment, Optional<KubernetesObject> found) {
        return see(containment, found) instanceof Sight.Open
                ? new Step.Over("", What.FOUND)
                : new Step.Stays("it has been deleted, and nothing brings it back", List.of());
    }

    @Override
    public Remainder left(
            String containment, String reason, List<Difference> differences, Optional<KubernetesObject> found) {
        return Remainder.ofDeleted(effect.object(), effect.uid(), reason);
    }

    @Override
    public List<Difference> differencesIn(KubernetesObject found) {
        return List.of();
    }
}
