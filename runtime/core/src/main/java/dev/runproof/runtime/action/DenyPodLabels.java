package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cuts a pod off from everybody at once, by the labels that it has now: a step before {@code quarantine-pod}, whose own label Cilium
 * needs 5 to 35 seconds for.
 *
 * <p>Creates a CiliumNetworkPolicy that denies to the labels of the pod what the standing quarantine denies to its label. Cilium knows the
 * identity of these labels already, so that it is enforced as fast as any policy. The probes of the node's kubelet get through. Let it
 * expire after some minutes: by then the quarantine is in force, which changes the labels, and this policy selects the pod no more.
 *
 * <p>Refused is a pod whose labels select another pod of the namespace too, as that would be cut off with it; and, unless {@code
 * if-replaced} allows it, one whose controller would start another with the same labels, which would be cut off for as long as this
 * lasts. A pod that somebody else starts meanwhile with these labels is cut off too. Refused are pods without labels of their own that count for identities, and pods on the network of their node.
 *
 * @param pod the pod
 * @param ifReplaced whether a pod is cut off whose successor would be cut off too, until this expires
 */
@RunbookAction(
        name = DenyPodLabels.NAME,
        target = "pod",
        inverse = "Deletes the policy, if it is still as it was written.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumnetworkpolicies",
                    verbs = "create",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumnetworkpolicies",
                    verbs = {"get", "delete"},
                    scope = Scope.TARGET_NAMESPACE,
                    afterwards = true),
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumendpoints",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "",
                    resource = "pods",
                    verbs = {"get", "list"},
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "replicasets", verbs = "get", scope = Scope.TARGET_NAMESPACE)
        },
        isolates = true,
        needs = Safeguard.PROTECTION)
public record DenyPodLabels(PodRef pod, @Default("refuse") IfUnknown ifReplaced) implements Action {

    static final String NAME = "deny-pod-labels";

    private static final ResourceKind ENDPOINTS =
            new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);
    private static final String SOURCE = "k8s:";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.PodLabels target() {
        return new ContainmentTarget.PodLabels(pod);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(pod, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the pod is gone");
        }
        KubernetesObject object = found.get();
        if (isOver(object)) {
            return new Change.Nothing("the pod has ended");
        }
        if (isOnItsNode(object)) {
            return new Change.Impossible(
                    "the pod is on the network of its node, where no policy of Cilium applies to it");
        }
        if (object.label(StandingQuarantine.LABEL).equals(Optional.of(StandingQuarantine.VALUE))) {
            return new Change.Nothing("the pod has the label " + StandingQuarantine.LABEL + " already");
        }
        if (ifReplaced == IfUnknown.REFUSE && PodOwner.of(object, cluster).startsAnother()) {
            return new Change.Impossible(
                    "the controller of the pod would start another with the same labels, which would be"
                            + " cut off too until this expires: give if-replaced: allow, or quarantine the pod alone");
        }
        return ofLabels(object, cluster.list(ENDPOINTS, pod.namespace().name()), cluster);
    }

    private Change ofLabels(KubernetesObject object, List<KubernetesObject> endpoints, ClusterReads cluster) {
        Optional<KubernetesObject> own = endpoints.stream()
                .filter(endpoint -> endpoint.ref().name().equals(pod.name()))
                .findFirst();
        if (own.isEmpty()) {
            return new Change.Impossible("there is no "
                    + new ObjectRef(ENDPOINTS, pod.namespace().name(), pod.name())
                    + " that would say which of its labels count for Cilium's identities");
        }
        var identity = own.get().list("status", "identity", "labels");
        var labels = new TreeMap<String, Object>(object.map("metadata", "labels"));
        labels.entrySet().removeIf(label -> !identity.contains(SOURCE + label.getKey() + "=" + label.getValue()));
        if (labels.isEmpty()) {
            return new Change.Impossible(
                    "no label of the pod counts for Cilium's identities, so that a policy by labels would"
                            + " select every pod of the namespace");
        }
        return another(labels, endpoints, cluster)
                .<Change>map(other -> new Change.Impossible("the labels of the pod select " + other
                        + " too, which would be cut off with it: quarantine the pod alone"))
                .orElseGet(() -> new Change.Create(policy(labels)));
    }

    /** Another pod that has the labels, or has an identity with them still. */
    private Optional<ObjectRef> another(
            Map<String, Object> labels, List<KubernetesObject> endpoints, ClusterReads cluster) {
        return cluster.list(TargetKinds.PODS, pod.namespace().name()).stream()
                .filter(other -> !isOver(other) && !isOnItsNode(other))
                .filter(other -> other.map("metadata", "labels").entrySet().containsAll(labels.entrySet()))
                .map(KubernetesObject::ref)
                .filter(other -> !other.name().equals(pod.name()))
                .findFirst()
                .or(() -> endpoints.stream()
                        .filter(endpoint -> labels.entrySet().stream()
                                .allMatch(label -> endpoint.list("status", "identity", "labels")
                                        .contains(SOURCE + label.getKey() + "=" + label.getValue())))
                        .map(KubernetesObject::ref)
                        .filter(other -> !other.name().equals(pod.name()))
                        .findFirst());
    }

    private KubernetesObject policy(Map<String, Object> labels) {
        var selected = new TreeMap<String, Object>();
        labels.forEach((key, value) -> selected.put(SOURCE + key, value));
        var spec = Map.of(
                "endpointSelector", Map.of("matchLabels", selected),
                "ingressDeny",
                        List.of(
                                Map.of("fromEntities", StandingQuarantine.ENTITIES),
                                // Without a word about namespaces it would mean the own one alone.
                                Map.of(
                                        "fromEndpoints",
                                        List.of(Map.of(
                                                "matchExpressions",
                                                List.of(Map.of(
                                                        "key",
                                                        SOURCE + "io.kubernetes.pod.namespace",
                                                        "operator",
                                                        "Exists")))))),
                "egressDeny", List.of(Map.of("toEntities", List.of("all"))));
        var ref = new ObjectRef(
                EffectKinds.CILIUM_NETWORK_POLICIES, pod.namespace().name(), "runproof-cut-" + target().hash());
        return KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec));
    }

    private static boolean isOver(KubernetesObject object) {
        return PodPhase.of(object).hasEnded();
    }

    private static boolean isOnItsNode(KubernetesObject object) {
        return object.at("spec", "hostNetwork").equals(Optional.of(true));
    }
}
