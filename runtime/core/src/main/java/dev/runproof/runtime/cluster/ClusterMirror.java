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
 * A copy of all objects of some kinds, kept up to date by watches, so that a decision about them needs no request. What
 * it has is as old as the last word of the server at most, be it an event or a bookmark; when that is longer ago than it may
 * be, reads fail, and whoever cannot do without them does nothing. Other kinds are read from the cluster. Thread-safe.
 */
public final class ClusterMirror implements ClusterReads, AutoCloseable {

    /** How old what is read may be, unless something else is said. A server says something each 20 seconds. */
    public static final Duration USUAL_AGE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final ClusterReads cluster;
    private final Map<ResourceKind, MirroredKind> kinds = new LinkedHashMap<>();
    private volatile boolean closed;
    private volatile Optional<Thread> keeper = Optional.empty();

    /**
     * Prepares a mirror, which is empty, and refuses reads, until it is tended.
     *
     * @param cluster for reads of other kinds
     * @param feed what happens to the kinds
     * @param kinds the kinds
     * @param age how old what is read may be
     * @param nanos a monotonic clock in nanoseconds, of any origin
     */
    ClusterMirror(
            ClusterReads cluster, ClusterFeed feed, Collection<ResourceKind> kinds, Duration age, LongSupplier nanos) {
        this.cluster = cluster;
        for (ResourceKind kind : kinds) {
            this.kinds.put(kind, new MirroredKind(kind, feed, age, nanos));
        }
    }

    /**
     * Makes a mirror with a thread that keeps it up to date until it is closed. It is filled when this returns, as far as
     * the server answers.
     *
     * @param <C> a cluster that can be watched
     * @param cluster the cluster
     * @param kinds the kinds
     * @param age how old what is read may be; more than the 20 seconds after which a server says something
     * @return the mirror
     */
    public static <C extends ClusterReads & ClusterFeed> ClusterMirror of(
            C cluster, Collection<ResourceKind> kinds, Duration age) {
        var mirror = new ClusterMirror(cluster, cluster, kinds, age, System::nanoTime);
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
            kinds.values().forEach(MirroredKind::tend);
        }
        if (closed) {
            // Closed meanwhile: what was begun just now is ended too.
            kinds.values().forEach(MirroredKind::close);
        }
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        MirroredKind kind = kinds.get(ref.kind());
        return kind == null ? cluster.get(ref) : kind.get(ref);
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        MirroredKind mirrored = kinds.get(kind);
        return mirrored == null ? cluster.list(kind) : mirrored.list();
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        MirroredKind mirrored = kinds.get(kind);
        return mirrored == null ? cluster.list(kind, namespace) : mirrored.list(namespace);
    }

    /** Ends the watches. */
    @Override
    public void close() {
        closed = true;
        keeper.ifPresent(LockSupport::unpark);
        kinds.values().forEach(MirroredKind::close);
    }
}
