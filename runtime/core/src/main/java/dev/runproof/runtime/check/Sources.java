package dev.runproof.runtime.check;

import dev.runproof.runtime.probe.NodeProbes;
import java.util.Optional;
import java.util.Set;

/**
 * Where checks look beside the API server. What is not there is not guessed: a check that needs it is undetermined.
 *
 * @param nodeProbes the probes on the nodes
 * @param hostNames addresses of names
 */
public record Sources(Optional<NodeProbes> nodeProbes, HostNames hostNames) {

    /** None at all. */
    public static final Sources NONE = new Sources(Optional.empty(), name -> Set.of());

    /** These, with the probes on the nodes. */
    public Sources with(NodeProbes probes) {
        return new Sources(Optional.of(probes), hostNames);
    }

    /** These, with addresses of names. */
    public Sources with(HostNames names) {
        return new Sources(nodeProbes, names);
    }
}
