package dev.runproof.runtime.ingress;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * A program that serves Ingresses and can be told, by an annotation with a list of addresses and commas between them, to turn
 * sources away. One class for each; immutable.
 */
public sealed interface IngressController permits IngressNginx {

    /**
     * Finds out who serves an Ingress.
     *
     * @param ingress the Ingress, as it was read
     * @param where the namespace that the pods of its controller are in
     * @param cluster for reads of its class, those pods, and their configuration
     * @throws dev.runproof.runtime.cluster.ClusterException if these cannot be read
     */
    static Serving serving(KubernetesObject ingress, Namespace where, ClusterReads cluster) {
        var claim = IngressClaim.of(ingress, cluster);
        var pods = cluster.list(new ResourceKind("", "v1", "Pod", "pods", true), where.name());
        Optional<? extends IngressController> controller =
                IngressNginx.of(claim, ingress.ref().namespace(), pods, cluster);
        return controller
                .<Serving>map(Serving.By::new)
                .orElseGet(() -> new Serving.Unknown("the Ingress has " + claim + ", and no pod of " + IngressNginx.NAME
                        + " in namespace " + where + " serves that: no other controller is known here"));
    }

    /** What people call it. */
    String name();

    /** The pods that serve the Ingress, at least one. */
    List<KubernetesObject> pods();

    /** The key of the annotation. */
    String annotation();

    /** What an Ingress says about an address now. */
    Rule ruleFor(IpAddress address, KubernetesObject ingress);

    /** Whether the controller would do what an Ingress says about sources. */
    Obedience obedience(KubernetesObject ingress);
}
