package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A cluster whose writes pass a gate, and wait before it. Used by one thread. */
final class GatedCluster implements Cluster {

    /** How long a write waits; what would have to wait longer is told so, as by an API server, and tries again or gives up. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final WriteGate gate;
    private final WriteGate.Work work;
    private final Pause pause;
    private final Cancellation cancellation;

    GatedCluster(Cluster cluster, WriteGate gate, WriteGate.Work work, Pause pause, Cancellation cancellation) {
        this.cluster = cluster;
        this.gate = gate;
        this.work = work;
        this.pause = pause;
        this.cancellation = cancellation;
    }

    /** The same for what takes something back. */
    GatedCluster undoing() {
        return new GatedCluster(cluster, gate, WriteGate.Work.UNDOING, pause, cancellation);
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        return cluster.get(ref);
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return cluster.list(kind);
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return cluster.list(kind, namespace);
    }

    @Override
    public KubernetesObject create(KubernetesObject object, WriteMode mode) {
        return through(() -> cluster.create(object, mode));
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        return through(() -> cluster.replace(object, mode));
    }

    @Override
    public KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
        return through(() -> cluster.apply(fields, fieldManager, mode));
    }

    @Override
    public void delete(ObjectRef ref, String uid, WriteMode mode) {
        through(() -> {
            cluster.delete(ref, uid, mode);
            return ref;
        });
    }

    @Override
    public void delete(KubernetesObject asRead, WriteMode mode) {
        through(() -> {
            cluster.delete(asRead, mode);
            return asRead;
        });
    }

    private <T> T through(Supplier<T> write) {
        pass();
        try {
            return write.get();
        } finally {
            gate.leave();
        }
    }

    private void pass() {
        Duration waited = Duration.ZERO;
        Optional<Duration> wait = gate.enter(work);
        while (wait.isPresent()) {
            waited = waited.plus(wait.get());
            if (waited.compareTo(LONGEST_WAIT) > 0) {
                throw new ClusterException(
                        Reason.TOO_MANY_REQUESTS,
                        "this executor writes as fast as it may, and another write would have to wait for more than "
                                + LONGEST_WAIT.toSeconds() + " s; nothing was sent");
            }
            pause(wait.get());
            wait = gate.enter(work);
        }
    }

    private void pause(Duration wait) {
        try {
            pause.pause(wait);
        } catch (InterruptedException e) {
            cancellation.request();
            if (work == WriteGate.Work.FORWARD) {
                throw new ClusterException(
                        Reason.UNREACHABLE, "it was cancelled before the write was sent; nothing was changed", e);
            }
        }
    }
}
