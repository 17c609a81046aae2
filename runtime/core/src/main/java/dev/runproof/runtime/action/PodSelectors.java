package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that selects pods of a namespace by their labels: Services, and what keeps a number of pods. */
final class PodSelectors {

    private static final ResourceKind SERVICES = new ResourceKind("", "v1", "Service", "services", true);
    private static final ResourceKind REPLICATION_CONTROLLERS =
            new ResourceKind("", "v1", "ReplicationController", "replicationcontrollers", true);
    private static final List<ResourceKind> CONTROLLERS = List.of(
            Controller.REPLICA_SETS,
            new ResourceKind("apps", "v1", "StatefulSet", "statefulsets", true),
            new ResourceKind("apps", "v1", "DaemonSet", "daemonsets", true),
            ScriptJob.JOBS);

    /**
     * One of them.
     *
     * @param by the object that selects
     * @param selector its selector
     */
    record Selecting(KubernetesObject by, LabelSelector selector) {}

    private final List<Selecting> all;

    private PodSelectors(List<Selecting> all) {
        this.all = all;
    }

    /**
     * Reads them.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if they cannot be read
     */
    static PodSelectors in(ClusterReads cluster, String namespace) {
        var all = new ArrayList<Selecting>();
        for (ResourceKind kind : List.of(SERVICES, REPLICATION_CONTROLLERS)) {
            cluster.list(kind, namespace)
                    .forEach(object ->
                            all.add(new Selecting(object, LabelSelector.ofLabels(object.map("spec", "selector")))));
        }
        for (ResourceKind kind : CONTROLLERS) {
            cluster.list(kind, namespace)
                    .forEach(
                            object -> all.add(new Selecting(object, LabelSelector.of(object.map("spec", "selector")))));
        }
        // A Service without a selector has endpoints that somebody writes; nothing else may be without.
        all.removeIf(one -> one.selector().isEmpty());
        return new PodSelectors(all);
    }

    /** Those that select a pod with some labels. */
    List<Selecting> of(Map<String, Object> labels) {
        return all.stream().filter(one -> one.selector().mayMatch(labels)).toList();
    }

    /** Whether a kind of owner is one whose selectors are read. */
    static boolean areReadOf(Map<?, ?> owner) {
        return Stream.concat(CONTROLLERS.stream(), Stream.of(REPLICATION_CONTROLLERS))
                .anyMatch(kind -> kind.kind().equals(owner.get("kind"))
                        && kind.apiVersion().equals(owner.get("apiVersion")));
    }
}
