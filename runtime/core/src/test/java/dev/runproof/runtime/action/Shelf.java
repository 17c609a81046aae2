package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.List;
import java.util.Optional;

/** A cluster that has some objects, and no more. */
public record Shelf(List<KubernetesObject> objects) implements ClusterReads {

    /** Takes the objects. */
    public static Shelf of(KubernetesObject... objects) {
        return new Shelf(List.of(objects));
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
