package dev.runproof.runtime.check;

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
 */
public record Sources(Optional<NodeProbes> nodeProbes, HostNames hostNames, Namespace ciliumNamespace) {

    /** None at all, and Cilium in {@code kube-system}. */
    public static final Sources NONE = new Sources(Optional.empty(), name -> Set.of(), new Namespace("kube-system"));

    /** These, with the probes on the nodes. */
    public Sources with(NodeProbes probes) {
        return new Sources(Optional.of(probes), hostNames, ciliumNamespace);
    }

    /** These, with addresses of names. */
    public Sources with(HostNames names) {
        return new Sources(nodeProbes, names, ciliumNamespace);
    }

    /** These, with Cilium in another namespace. */
    public Sources withCiliumIn(Namespace namespace) {
        return new Sources(nodeProbes, hostNames, namespace);
    }
}
