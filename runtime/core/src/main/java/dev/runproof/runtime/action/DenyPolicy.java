package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.Cidr;
import java.util.List;
import java.util.Map;

/** The policy of Cilium that denies addresses to and from all pods of a namespace, and changes nothing else. */
final class DenyPolicy {

    private DenyPolicy() {}

    static KubernetesObject of(ContainmentTarget.Network target) {
        var ranges = target.ranges().stream().map(Cidr::toString).toList();
        // A policy with any rule for a direction turns default-deny on for it, unless told otherwise. A Cilium that
        // does not
        // know this field is older than 1.16: the API server then refuses the whole policy, as it validates strictly.
        var spec = Map.of(
                "endpointSelector", Map.of(),
                "enableDefaultDeny", Map.of("ingress", false, "egress", false),
                "ingressDeny", List.of(Map.of("fromCIDR", ranges)),
                "egressDeny", List.of(Map.of("toCIDR", ranges)));
        var ref = new ObjectRef(
                EffectKinds.CILIUM_NETWORK_POLICIES, target.namespace().name(), "runproof-block-" + target.hash());
        return KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec));
    }
}
