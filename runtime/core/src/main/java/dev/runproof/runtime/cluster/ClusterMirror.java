package dev.runproof.runtime.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A copy of all objects of some extents, kept up to date by watches, so that a decision about them needs no request. What
 * it has is as old as the last word of the server at most, be it an event or a bookmark; when that is longer ago than it may
 * be, reads fail, and whoever cannot do without them does nothing. What is in none of them is read from the cluster. Thread-safe.
 */
public final class ClusterMirror implements ClusterReads, AutoCloseable {

    /** How old what is read may be, unless something else is said. What has not been heard of for 20 seconds is read anew. */
    public static final Duration USUAL_AGE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final ClusterReads cluster;
    private final Map<Extent, MirroredExtent> extents = new LinkedHashMap<>();
    private volatile boolean closed;
    private volatile Optional<Thread> keeper = Optional.empty();

    /**
     * Prepares a mirror, which is empty, and refuses reads, until it is tended.
     *
     * @param cluster for reads of what is in no extent
     * @param feed what happens in the extents
     * @param extents the extents
     * @param age how old what is read may be
     * @param nanos a monotonic clock in nanoseconds, of any origin
     */
    ClusterMirror(
            ClusterReads cluster, ClusterFeed feed, Collection<Extent> extents, Duration age, LongSupplier nanos) {
        this.cluster = cluster;
        for (Extent extent : extents) {
            this.extents.put(extent, new MirroredExtent(extent, feed, age, nanos));
        }
    }

    /**
     * Makes a mirror with a thread that keeps it up to date until it is closed. It is filled when this returns, as far as
     * the server answers.
     *
     * @param <C> a cluster that can be watched
     * @param cluster the cluster
     * @param extents the extents
     * @param age how old what is read may be; more than the 20 seconds that a watch lasts
     * @return the mirror
     */
    public static <C extends ClusterReads & ClusterFeed> ClusterMirror of(
            C cluster, Collection<Extent> extents, Duration age) {
        var mirror = new ClusterMirror(cluster, cluster, extents, age, System::nanoTime);
        mirror.tend();
        var thread = new Thread(mirror::keep, "runproof-mirror");
        thread.setDaemon(true);
        mirror.keeper = Optional.of(thread);
        thread.start();
        return mirror;
    }

    private void keep() {
        while (!closed) {
            LockSupport.parkNanos(LOOK.toNanos());
            tend();
        }
    }

    /** Begins anew what has ended, or been silent for too long. */
    void tend() {
        if (!closed) {
            extents.values().forEach(MirroredExtent::tend);
        }
        if (closed) {
            // Closed meanwhile: what was begun just now is ended too.
            extents.values().forEach(MirroredExtent::close);
        }
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        return mirrored(ref.kind(), ref.namespace())
                .map(extent -> extent.get(ref))
                .orElseGet(() -> cluster.get(ref));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return mirrored(kind, "").map(MirroredExtent::list).orElseGet(() -> cluster.list(kind));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return mirrored(kind, namespace)
                .map(extent -> extent.list(namespace))
                .orElseGet(() -> cluster.list(kind, namespace));
    }

    private Optional<MirroredExtent> mirrored(ResourceKind kind, String namespace) {
        return Optional.ofNullable(extents.get(Extent.everywhere(kind)))
                .or(() -> kind.namespaced()
                        ? Optional.ofNullable(extents.get(new Extent(kind, namespace)))
                        : Optional.empty());
    }

    /** Ends the watches. */
    @Override
    public void close() {
        closed = true;
        keeper.ifPresent(LockSupport::unpark);
        extents.values().forEach(MirroredExtent::close);
    }
}
