package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import java.util.Optional;

/**
 * Deletes a pod, so that its controller starts a clean one in its place.
 *
 * <p>It deletes this pod, by its UID, and no successor of its name. The pod has the grace period of its own specification to
 * end; it is never cut short, as that would take it out of the records of the cluster while its containers may still run.
 * What was in its memory and on its disks is lost: {@code quarantine-pod} keeps it.
 *
 * <p>Limits: whatever let an attacker in is in the next pod too; {@code kills-below} beside it sees to it that this is
 * noticed. Static pods are refused, as their containers run on without their mirror in the cluster.
 *
 * @param pod the pod
 * @param ifNotReplaced whether a pod is killed in whose place nothing would start another
 */
@RunbookAction(
        name = KillPod.NAME,
        target = "pod",
        inverse = "There is none: its controller starts another pod, and nothing brings this one back.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "",
                    resource = "pods",
                    verbs = {"get", "delete"},
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "replicasets", verbs = "get", scope = Scope.TARGET_NAMESPACE)
        },
        reversible = false,
        needs = {Safeguard.PROTECTION, Safeguard.EVIDENCE})
public record KillPod(PodRef pod, @Default("refuse") IfUnknown ifNotReplaced) implements Action {

    /** The name in a runbook, and in the records of kills. */
    public static final String NAME = "kill-pod";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Pod target() {
        return new ContainmentTarget.Pod(pod);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(pod, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the pod is gone");
        }
        KubernetesObject object = found.get();
        if (object.text("metadata", "deletionTimestamp").isPresent()) {
            return new Change.Nothing("the pod is being deleted already");
        }
        PodPhase phase = PodPhase.of(object);
        if (phase.hasEnded()) {
            return new Change.Nothing("the pod has ended: it is " + phase);
        }
        if (object.annotation("kubernetes.io/config.mirror").isPresent()) {
            return new Change.Impossible(
                    "the pod is a static one, which its kubelet owns: deleting it here stops nothing");
        }
        PodOwner owner = PodOwner.of(object, cluster);
        if (!owner.startsAnother() && ifNotReplaced == IfUnknown.REFUSE) {
            return new Change.Impossible(
                    "nothing would start another pod in its place, as no controller of it is there:"
                            + " quarantine-pod keeps it, and if-not-replaced: allow kills it all the same");
        }
        return new Change.Delete(object, owner.name());
    }
}
