package dev.runproof.runtime.cluster;

import java.util.List;
import java.util.Optional;

/**
 * Reads of a cluster that has some objects and nothing else.
 *
 * @param objects the objects
 */
public record FixedCluster(List<KubernetesObject> objects) implements ClusterReads {

    /** Takes the objects. */
    public FixedCluster(KubernetesObject... objects) {
        this(List.of(objects));
    }

    @Override
    public Optional<KubernetesObject> get(ObjectRef ref) {
        return objects.stream().filter(object -> object.ref().equals(ref)).findFirst();
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind) {
        return objects.stream()
                .filter(object -> object.ref().kind().equals(kind))
                .toList();
    }

    @Override
    public List<KubernetesObject> list(ResourceKind kind, String namespace) {
        return list(kind).stream()
                .filter(object -> object.ref().namespace().equals(namespace))
                .toList();
    }
}
