package dev.runproof.runtime.cluster;

/** Something that is read byte by byte. Immutable. */
public final class Reading {

    private static final ResourceKind EVENTS = new ResourceKind("", "v1", "Event", "events", true);

    private final String path;

    private Reading(String path) {
        this.path = path;
    }

    /**
     * An object.
     *
     * @throws ClusterException if its name or namespace cannot stand in a path
     */
    public static Reading of(ObjectRef ref) {
        return new Reading(ApiPath.of(ref));
    }

    /**
     * The events about an object: this one, and no other of its name.
     *
     * @param namespace the namespace of the object
     * @param uid its UID
     * @throws ClusterException if the namespace cannot stand in a path
     */
    public static Reading eventsOf(String namespace, String uid) {
        return new Reading(ApiPath.ofObjectsIn(EVENTS, namespace) + "?fieldSelector="
                + ApiPath.encoded("involvedObject.uid=" + uid));
    }

    /**
     * What a container has written, each line with its time.
     *
     * @param pod the pod
     * @param container the container
     * @param previous whether that of its run before this one is meant
     * @param most how many bytes, from the beginning
     * @throws ClusterException if the name or namespace of the pod cannot stand in a path
     */
    public static Reading log(ObjectRef pod, String container, boolean previous, long most) {
        return new Reading(ApiPath.of(pod) + "/log?container=" + ApiPath.encoded(container)
                + "&timestamps=true&previous=" + previous + "&limitBytes=" + most);
    }

    String path() {
        return path;
    }

    /** The path and query of the request. */
    @Override
    public String toString() {
        return path;
    }
}
