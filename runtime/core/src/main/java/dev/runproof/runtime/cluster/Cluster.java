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
     * Sets fields of an object and owns them from then on (server-side apply). What this manager has set before and leaves
     * out now is removed, unless somebody else owns it too; what others own is never taken from them.
     *
     * @param fields the fields, in an object of their address. With the UID of the object that is meant, no other is
     *     touched and none is created; without, an object that is not there is created. With the resource version
     *     too, only if nobody has changed the object since it was read
     * @param fieldManager who owns the fields: up to 128 bytes of what can be seen, and the same each time
     * @param mode whether it is stored
     * @return the object as the server has it, or in a dry run would have it
     * @throws ClusterException {@link ClusterException.Reason#CONFLICT} if somebody else owns one of the fields with
     *     another value, whom the message names, or if the object is not the one that is meant
     */
    KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode);

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
