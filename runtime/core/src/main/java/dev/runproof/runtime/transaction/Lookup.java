package dev.runproof.runtime.transaction;

import dev.runproof.runtime.cluster.ClusterReads;

/**
 * Something that is read from the cluster where a value stands, such as the workload of a pod. It is read before anything
 * is changed, because what is done may erase it: before the first step of a response, and before the intent of a transaction
 * that runs alone. It is recorded as a text, beside the inputs, and never read again in that run.
 *
 * <p>Runbooks write {@code $NAME}. An implementation that they can use is a record with two components, the name and the input,
 * and {@code @RunbookLookup}.
 */
public interface Lookup {

    /** The name by which runbooks refer to it, such as {@code pod.workload}. */
    String name();

    /**
     * Reads it.
     *
     * @param inputs the inputs, and what was looked up before
     * @param cluster for quorum reads
     * @return its text
     * @throws UnresolvedException if there is no such thing
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be found out
     */
    String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException;

    /** There is nothing of the kind. What needs it is not done, and says why. */
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
