package dev.runproof.runtime.cluster;

import java.util.List;
import java.util.Optional;

/** Reads of a cluster, which change nothing. Thread-safe. */
public interface ClusterReads {

    /**
     * Reads an object.
     *
     * @return the object, or empty if there is none
     * @throws ClusterException for any other answer than those two
     */
    Optional<KubernetesObject> get(ObjectRef ref);

    /**
     * Reads all objects of a kind, in all namespaces.
     *
     * @return the objects, by namespace and name
     * @throws ClusterException if they cannot be read
     */
    List<KubernetesObject> list(ResourceKind kind);

    /**
     * Reads all objects of a kind in a namespace.
     *
     * @param kind a kind whose objects are in namespaces
     * @param namespace the namespace; one that does not exist has no objects
     * @return the objects, by name
     * @throws ClusterException if they cannot be read
     */
    List<KubernetesObject> list(ResourceKind kind, String namespace);
}
