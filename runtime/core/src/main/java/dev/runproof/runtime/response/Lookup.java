package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.transaction.InputTexts;

/**
 * Something that is read from the cluster before the first step, such as the workload of a pod: what a step does may erase
 * it. It is recorded as a text, which steps take for an input, and never read again in that run.
 */
public interface Lookup {

    /** The name by which steps refer to it, such as {@code pod.workload}. */
    String name();

    /**
     * Reads it.
     *
     * @param inputs the inputs of the response
     * @param cluster for quorum reads
     * @return its text
     * @throws UnresolvedException if there is no such thing
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be found out
     */
    String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException;

    /** There is nothing of the kind. A step that needs it fails, and says why. */
    final class UnresolvedException extends Exception {

        private static final long serialVersionUID = 1;

        /**
         * Says why.
         *
         * @param message a sentence for people
         */
        public UnresolvedException(String message) {
            super(message);
        }
    }
}
