package dev.runproof.runtime.cluster;

/** A way to a cluster that knows as whom the API server sees who uses it. */
public interface CallerIdentity {

    /**
     * Asks the API server.
     *
     * @return the name of the user, as its admission policies see it
     * @throws ClusterException if it does not say
     */
    String userName();
}
