package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.value.Namespace;
import java.util.Optional;
import java.util.Set;

/**
 * Where checks look beside the API server. What is not there is not guessed: a check that needs it is undetermined.
 *
 * @param nodeProbes the probes on the nodes
 * @param hostNames addresses of names
 * @param ciliumNamespace the namespace that Cilium is configured in
 * @param metrics what was measured
 * @param mirror what is around targets, kept up to date by watches: never older than it allows, else it refuses to answer
 */
public record Sources(
        Optional<NodeProbes> nodeProbes,
        HostNames hostNames,
        Namespace ciliumNamespace,
        Optional<Metrics> metrics,
        Optional<ClusterReads> mirror) {

    /** None at all, and Cilium in {@code kube-system}. */
    public static final Sources NONE = new Sources(
            Optional.empty(), name -> Set.of(), new Namespace("kube-system"), Optional.empty(), Optional.empty());

    /** These, with the probes on the nodes. */
    public Sources with(NodeProbes probes) {
        return new Sources(Optional.of(probes), hostNames, ciliumNamespace, metrics, mirror);
    }

    /** These, with addresses of names. */
    public Sources with(HostNames names) {
        return new Sources(nodeProbes, names, ciliumNamespace, metrics, mirror);
    }

    /** These, with Cilium in another namespace. */
    public Sources withCiliumIn(Namespace namespace) {
        return new Sources(nodeProbes, hostNames, namespace, metrics, mirror);
    }

    /** These, with what was measured. */
    public Sources with(Metrics measured) {
        return new Sources(nodeProbes, hostNames, ciliumNamespace, Optional.of(measured), mirror);
    }

    /** These, with a mirror of what is around targets. */
    public Sources withMirror(ClusterReads mirrored) {
        return new Sources(nodeProbes, hostNames, ciliumNamespace, metrics, Optional.of(mirrored));
    }
}
