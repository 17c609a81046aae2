package dev.runproof.runtime.cluster;

/**
 * The calls to an API server that the runtime makes.
 *
 * <p>Reads are quorum reads: never from a cache. A write is sent once; nothing below this interface repeats it, because
 * only the caller can tell whether a write that went unanswered was applied. Thread-safe.
 */
public interface Cluster extends ClusterReads {

    /**
     * Creates an object.
     *
     * @param object the object, without UID and resource version
     * @param mode whether it is stored
     * @return the object as the server has it, or in a dry run would have it
     * @throws ClusterException {@link ClusterException.Reason#ALREADY_EXISTS} if there is one of that name
     */
    KubernetesObject create(KubernetesObject object, WriteMode mode);

    /**
     * Replaces an object.
     *
     * @param object the whole object, with the resource version that was read
     * @param mode whether it is stored
     * @return the object as the server has it, or in a dry run would have it
     * @throws ClusterException {@link ClusterException.Reason#CONFLICT} if it was changed since it was read
     */
    KubernetesObject replace(KubernetesObject object, WriteMode mode);

    /**
     * Deletes an object, and only this one: not a successor of the same name.
     *
     * @param ref the object
     * @param uid the UID that it must have
     * @param mode whether it is really deleted
     * @throws ClusterException {@link ClusterException.Reason#NOT_FOUND} if there is none, {@link
     *     ClusterException.Reason#CONFLICT} if it has another UID
     */
    void delete(ObjectRef ref, String uid, WriteMode mode);

    /**
     * Deletes an object if nobody has changed it since it was read.
     *
     * @param asRead the object, with the UID and the resource version that were read
     * @param mode whether it is really deleted
     * @throws ClusterException {@link ClusterException.Reason#NOT_FOUND} if there is none, {@link
     *     ClusterException.Reason#CONFLICT} if it is another one or was changed
     */
    void delete(KubernetesObject asRead, WriteMode mode);
}
