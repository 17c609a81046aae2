package dev.runproof.runtime.probe;

import dev.runproof.runtime.value.IpAddress;
import java.time.Duration;
import java.util.Map;

/** The probes on the nodes of a cluster. Thread-safe. */
public interface NodeProbes {

    /**
     * Asks nodes, all at once.
     *
     * @param questions the question for each node, by the node's address
     * @param timeout how long each may take
     * @return what came of each
     */
    Map<IpAddress, Reply> ask(Map<IpAddress, ProbeQuestion> questions, Duration timeout);

    /** What came of a question. */
    sealed interface Reply {

        /**
         * The node has answered.
         *
         * @param answer what it says
         */
        record Answered(ProbeAnswer answer) implements Reply {}

        /**
         * It has not, or nothing that can be believed.
         *
         * @param reason why, in a sentence for people
         */
        record Silent(String reason) implements Reply {}
    }
}
