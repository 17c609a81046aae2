package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Fault.Moment;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The bad way to a cluster: calls through it can fail, before or after they are done. The cluster itself is well, so
 * another executor, or the test, sees through its own way what is really stored. Thread-safe if its faults are.
 */
public final class FaultyCluster implements Cluster {

    private final Cluster cluster;
    private final Faults faults;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * Lays a way to a cluster.
     *
     * @param cluster the cluster, simulated or real
     * @param faults the faults of the way
     */
    public FaultyCluster(Cluster cluster, Faults faults) {
        this.cluster = cluster;
        this.faults = faults;
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        return call(Verb.GET, ref.kind(), ref.name(), WriteMode.DRY_RUN, () -> cluster.get(ref));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return call(Verb.LIST, kind, "", WriteMode.DRY_RUN, () -> cluster.list(kind));
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return call(Verb.LIST, kind, "", WriteMode.DRY_RUN, () -> cluster.list(kind, namespace));
    }

    @Override
    public KubernetesObject create(KubernetesObject object, WriteMode mode) {
        var ref = object.ref();
        return call(Verb.CREATE, ref.kind(), ref.name(), mode, () -> cluster.create(object, mode));
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        var ref = object.ref();
        return call(Verb.REPLACE, ref.kind(), ref.name(), mode, () -> cluster.replace(object, mode));
    }

    @Override
    public KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
        var ref = fields.ref();
        return call(Verb.APPLY, ref.kind(), ref.name(), mode, () -> cluster.apply(fields, fieldManager, mode));
    }

    @Override
    public void delete(ObjectRef ref, String uid, WriteMode mode) {
        call(Verb.DELETE, ref.kind(), ref.name(), mode, () -> {
            cluster.delete(ref, uid, mode);
            return ref;
        });
    }

    @Override
    public void delete(KubernetesObject asRead, WriteMode mode) {
        var ref = asRead.ref();
        call(Verb.DELETE, ref.kind(), ref.name(), mode, () -> {
            cluster.delete(asRead, mode);
            return ref;
        });
    }

    private <T> T call(Verb verb, ResourceKind kind, String name, WriteMode mode, Supplier<T> body) {
        Optional<Fault> fault = faults.on(new Call(calls.incrementAndGet(), verb, kind, name, mode));
        if (fault.isPresent() && fault.get().moment() == Moment.BEFORE) {
            throw fault.get().failure();
        }
        T answer = body.get();
        if (fault.isPresent()) {
            throw fault.get().failure();
        }
        return answer;
    }
}
