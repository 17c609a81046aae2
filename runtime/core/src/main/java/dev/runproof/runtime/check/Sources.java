package dev.runproof.runtime.check;

import dev.runproof.runtime.probe.NodeProbes;
import java.util.Optional;

/**
 * Where checks look beside the API server. What is not there is not guessed: a check that needs it is undetermined.
 *
 * @param nodeProbes the probes on the nodes
 */
public record Sources(Optional<NodeProbes> nodeProbes) {

    /** None at all. */
    public static final Sources NONE = new Sources(Optional.empty());

    /** These, with the probes on the nodes. */
    public Sources with(NodeProbes probes) {
        return new Sources(Optional.of(probes));
    }
}
