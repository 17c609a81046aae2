package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.List;
import java.util.Optional;

/** Somebody else at a simulated cluster, under a name of their own. */
record NamedWriter(SimulatedCluster cluster, String manager) implements Cluster {

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
        return cluster.create(object, manager, mode);
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        return cluster.replace(object, manager, mode);
    }

    @Override
    public KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
        return cluster.apply(fields, fieldManager, mode);
    }

    @Override
    public void delete(ObjectRef ref, String uid, WriteMode mode) {
        cluster.delete(ref, uid, mode);
    }

    @Override
    public void delete(KubernetesObject asRead, WriteMode mode) {
        cluster.delete(asRead, mode);
    }
}
