package dev.runproof.runtime.cluster;

import java.util.List;
import java.util.function.Consumer;

/**
 * What happens to objects, as it happens. Source: Kubernetes API concepts, "Efficient detection of changes".
 * Thread-safe.
 */
public interface ClusterFeed {

    /**
     * All objects of an extent at one moment.
     *
     * @param objects the objects, by namespace and name
     * @param version the moment, as the server calls it: what happens later is watched from there
     */
    record Snapshot(List<KubernetesObject> objects, String version) {

        /** Copies the list. */
        public Snapshot {
            objects = List.copyOf(objects);
        }
    }

    /**
     * Reads all objects of an extent, by a quorum read.
     *
     * @throws ClusterException if they cannot be read
     */
    Snapshot snapshot(Extent extent);

    /**
     * Watches the objects of an extent. A server ends a watch after a while; that it could not be begun is
     * an end too.
     *
     * @param extent the extent
     * @param since the version of a snapshot or of an event
     * @param listener is told what happens after that, in order, never by two threads at once; {@link WatchEvent.Ended} comes
     *     last, and once
     * @return the watch, which may have ended already
     */
    Watch watch(Extent extent, String since, Consumer<WatchEvent> listener);
}
