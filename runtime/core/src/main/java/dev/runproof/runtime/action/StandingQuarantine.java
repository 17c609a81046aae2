package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.List;
import java.util.Map;

/** The label that isolates a pod, and the policy of Cilium that stands for it in the cluster before any pod has it. */
public final class StandingQuarantine {

    /** The label of a pod that is isolated. */
    public static final String LABEL = "runproof.dev/quarantine";

    /** What the label says. */
    public static final String VALUE = "true";

    /** The kind of the policy. */
    public static final ResourceKind KIND = new ResourceKind(
            "cilium.io", "v2", "CiliumClusterwideNetworkPolicy", "ciliumclusterwidenetworkpolicies", false);

    /** Where the policy lies on the class path, to be applied to a cluster. */
    public static final String MANIFEST = "META-INF/runproof/policy/quarantine.yaml";

    /** What the policy is called. */
    public static final String NAME = "runproof-quarantine";

    /** Who is no pod and gets no packet in: everybody but the node itself, whose kubelet probes the pod. */
    static final List<String> ENTITIES = List.of("world", "remote-node", "health", "unmanaged", "init", "ingress");

    private static final ObjectRef REF = new ObjectRef(KIND, "", NAME);

    private StandingQuarantine() {}

    /** The policy as it is to be: what {@link #MANIFEST} says. */
    public static KubernetesObject policy() {
        var spec = Map.of(
                "endpointSelector",
                Map.of("matchLabels", Map.of("k8s:" + LABEL, VALUE)),
                "ingressDeny",
                List.of(Map.of("fromEntities", ENTITIES), Map.of("fromEndpoints", List.of(Map.of()))),
                "egressDeny",
                List.of(Map.of("toEntities", List.of("all"))));
        return KubernetesObject.of(REF, Map.of(), Map.of(), Map.of("spec", spec));
    }
}
