package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The way of an account to a cluster, which keeps what was asked on it and by what, so that it can be asked again. */
final class Asked implements Cluster {

    private final Cluster cluster;
    private final List<Request> requests = new ArrayList<>();
    private final ThreadLocal<String> asking = new ThreadLocal<>();
    private String usual = "";

    /**
     * A request, as a Role knows it.
     *
     * @param by the class of the action, check or lookup that asked; empty if nobody has said
     * @param verb the verb of Kubernetes
     * @param kind of what
     * @param namespace empty for all
     * @param name empty where Roles are not asked about one
     * @param again asks the same again, but stores nothing
     */
    record Request(String by, String verb, ResourceKind kind, String namespace, String name, Consumer<Cluster> again) {

        /** Whether an account is not allowed it: not by a policy, but by any Role. */
        boolean isForbidden(Cluster as) {
            try {
                again.accept(as);
                return false;
            } catch (ClusterException e) {
                return String.valueOf(e.getMessage()).contains("cannot " + verb + " resource \"" + kind.plural() + '"');
            }
        }
    }

    Asked(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Who asks from now on, where nobody else does. */
    synchronized void mostlyBy(String name) {
        usual = name;
    }

    /** Asks in the name of a check or a lookup. */
    <T, E extends Exception> T by(Class<?> other, Question<T, E> question) throws E {
        asking.set(other.getName());
        try {
            return question.ask();
        } finally {
            asking.remove();
        }
    }

    /** What is asked in one thread. */
    interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    /** All that was asked so far. */
    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private synchronized void keep(
            String verb, ResourceKind kind, String namespace, String name, Consumer<Cluster> again) {
        requests.add(new Request(Optional.ofNullable(asking.get()).orElse(usual), verb, kind, namespace, name, again));
    }

    private void keep(String verb, ObjectRef ref, Consumer<Cluster> again) {
        keep(verb, ref.kind(), ref.namespace(), ref.name(), again);
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        keep("get", ref, again -> again.get(ref));
        return cluster.get(ref);
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        keep("list", kind, "", "", again -> again.list(kind));
        return cluster.list(kind);
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        keep("list", kind, namespace, "", again -> again.list(kind, namespace));
        return cluster.list(kind, namespace);
    }

    @Override
    public KubernetesObject create(KubernetesObject object, WriteMode mode) {
        ObjectRef ref = object.ref();
        keep("create", ref.kind(), ref.namespace(), "", again -> again.create(object, WriteMode.DRY_RUN));
        return cluster.create(object, mode);
    }

    @Override
    public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
        keep("update", object.ref(), again -> again.replace(object, WriteMode.DRY_RUN));
        return cluster.replace(object, mode);
    }

    @Override
    public KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
        keep("patch", fields.ref(), again -> again.apply(fields, fieldManager, WriteMode.DRY_RUN));
        return cluster.apply(fields, fieldManager, mode);
    }

    @Override
    public void delete(ObjectRef ref, String uid, WriteMode mode) {
        keep("delete", ref, again -> again.delete(ref, uid, WriteMode.DRY_RUN));
        cluster.delete(ref, uid, mode);
    }

    @Override
    public void delete(KubernetesObject asRead, WriteMode mode) {
        keep("delete", asRead.ref(), again -> again.delete(asRead, WriteMode.DRY_RUN));
        cluster.delete(asRead, mode);
    }
}
