package dev.runproof.runtime.action;

import dev.runproof.runtime.action.FieldEdit.AtTheEnd;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Ending;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.PodRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cuts a pod off from everybody and lets it run on, so that it can be looked into: no packet gets in or out, but the probes
 * of its own node's kubelet.
 *
 * <p>One write gives the pod the label {@code runproof.dev/quarantine=true}, for which a policy of Cilium stands in the
 * cluster, and takes away its owners and those labels by which Services, ReplicaSets, StatefulSets, DaemonSets,
 * ReplicationControllers and Jobs select it: no user's request goes to it any more, its controller starts another pod in its
 * place, and neither scaling nor deleting the workload deletes it. If its owner is of another kind, all of its labels go.
 *
 * <p>Undoing takes the label away and lets packets pass again. It never hands the pod back: it stays without its owners and
 * without those labels, for a person to delete.
 *
 * <p>Limits: an identity changes no sooner than Cilium's grace period, 5 seconds unless it is configured otherwise, and in newer
 * versions up to 30 seconds later; {@code label-is-enforced} beside it sees to it that there is time. Pods on the network of
 * their node are refused, as no policy applies to them, and so are static pods, which their kubelet owns. A StatefulSet
 * cannot start another pod of the name for as long as this one is there.
 *
 * @param pod the pod
 */
@RunbookAction(
        name = QuarantinePod.NAME,
        target = "pod",
        inverse = "Takes the label away, and leaves the pod without its owners and without what selected it.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "",
                    resource = "pods",
                    verbs = {"get", "update"},
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "",
                    resource = "replicationcontrollers",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "replicasets", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "statefulsets", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "daemonsets", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "batch", resource = "jobs", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "runproof.dev", resource = "containments", verbs = "quarantine", scope = Scope.CLUSTER),
            @Permission(
                    group = "runproof.dev",
                    resource = "containments",
                    verbs = "unquarantine",
                    scope = Scope.CLUSTER,
                    afterwards = true)
        },
        isolates = true,
        needs = Safeguard.PROTECTION,
        ending = Ending.ASKED,
        atLeastSeconds = 37)
public record QuarantinePod(PodRef pod) implements Action {

    static final String NAME = "quarantine-pod";

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
        PodPhase phase = PodPhase.of(object);
        if (phase.hasEnded()) {
            return new Change.Nothing("the pod has ended: it is " + phase);
        }
        if (object.at("spec", "hostNetwork").equals(Optional.of(true))) {
            return new Change.Impossible(
                    "the pod is on the network of its node, where no policy of Cilium applies to it");
        }
        if (object.annotation("kubernetes.io/config.mirror").isPresent()) {
            return new Change.Impossible("the pod is a static one, which its kubelet owns");
        }
        if (object.label(StandingQuarantine.LABEL).equals(Optional.of(StandingQuarantine.VALUE))) {
            return new Change.Nothing("the pod has the label " + StandingQuarantine.LABEL + " already");
        }
        return detached(object, PodSelectors.in(cluster, pod.namespace().name()));
    }

    private static Change detached(KubernetesObject object, PodSelectors selectors) {
        var labels = object.map("metadata", "labels");
        Set<String> going = isOwnedByOthers(object) ? new TreeSet<>(labels.keySet()) : selecting(selectors, labels);
        var staying = new LinkedHashMap<>(labels);
        staying.keySet().removeAll(going);
        staying.put(StandingQuarantine.LABEL, StandingQuarantine.VALUE);
        var still = selectors.of(staying);
        if (!still.isEmpty()) {
            return new Change.Impossible(still.get(0).by().ref()
                    + " selects the pod whatever labels are taken away: it selects pods that have none");
        }
        var edits = new ArrayList<FieldEdit>();
        edits.add(new FieldEdit.Value(
                path(StandingQuarantine.LABEL),
                object.at("metadata", "labels", StandingQuarantine.LABEL),
                Optional.of(StandingQuarantine.VALUE),
                AtTheEnd.RESTORE));
        going.stream()
                .filter(key -> !key.equals(StandingQuarantine.LABEL))
                .forEach(key -> edits.add(new FieldEdit.Value(
                        path(key), object.at("metadata", "labels", key), Optional.empty(), AtTheEnd.KEEP)));
        object.at("metadata", "ownerReferences")
                .ifPresent(owners -> edits.add(new FieldEdit.Value(
                        List.of("metadata", "ownerReferences"), Optional.of(owners), Optional.empty(), AtTheEnd.KEEP)));
        return new Change.Edit(object, edits);
    }

    private static List<String> path(String label) {
        return List.of("metadata", "labels", label);
    }

    /** Whether something owns it whose selector is not known. */
    private static boolean isOwnedByOthers(KubernetesObject object) {
        return object.list("metadata", "ownerReferences").stream()
                .anyMatch(owner -> !(owner instanceof Map<?, ?> map) || !PodSelectors.areReadOf(map));
    }

    /** The labels of a pod by which something selects it. */
    private static Set<String> selecting(PodSelectors selectors, Map<String, Object> labels) {
        var keys = new TreeSet<String>();
        selectors.of(labels).forEach(one -> keys.addAll(one.selector().keys()));
        keys.retainAll(labels.keySet());
        return keys;
    }
}
