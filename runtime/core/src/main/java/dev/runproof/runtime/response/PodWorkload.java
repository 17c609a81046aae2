package dev.runproof.runtime.response;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import java.util.Map;
import java.util.Optional;

/**
 * The Deployment that a pod belongs to, with its UID: {@code $pod.workload}. A pod that has been detached from it, or is gone,
 * does not tell any more, so that it is read before the first step.
 *
 * @param name the name of the lookup
 * @param input the name of the input that is the pod
 */
public record PodWorkload(String name, String input) implements Lookup {

    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);

    /** The controller of an object. */
    private record Owner(String kind, String name, String uid) {}

    @Override
    public String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException {
        PodRef pod = inputs.read(new InputDeclaration(input, "pod", "", "", Optional.empty()), PodRef::parse);
        KubernetesObject found = cluster.get(TargetKinds.refOf(pod))
                .orElseThrow(() -> new UnresolvedException("there is no pod " + pod));
        if (pod.uid().filter(uid -> !uid.equals(found.uid())).isPresent()) {
            throw new UnresolvedException("pod " + pod + " is gone; another has its name now");
        }
        Owner replicaSet = owner(found, "ReplicaSet");
        KubernetesObject set = cluster.get(
                        new ObjectRef(REPLICA_SETS, pod.namespace().name(), replicaSet.name()))
                .filter(object -> object.uid().equals(replicaSet.uid()))
                .orElseThrow(() ->
                        new UnresolvedException("ReplicaSet " + replicaSet.name() + " of pod " + pod + " is gone"));
        Owner deployment = owner(set, "Deployment");
        return new DeploymentRef(
                        new Namespace(pod.namespace().name()), deployment.name(), Optional.of(deployment.uid()))
                .toString();
    }

    private static Owner owner(KubernetesObject object, String kind) throws UnresolvedException {
        Optional<Owner> controller = object.list("metadata", "ownerReferences").stream()
                .filter(reference -> reference instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("controller")))
                .map(reference -> {
                    var map = (Map<?, ?>) reference;
                    return new Owner(
                            String.valueOf(map.get("kind")),
                            String.valueOf(map.get("name")),
                            String.valueOf(map.get("uid")));
                })
                .findFirst();
        if (controller.isEmpty()) {
            throw new UnresolvedException(object.ref() + " belongs to no " + kind);
        }
        if (!controller.get().kind().equals(kind)) {
            throw new UnresolvedException(object.ref() + " belongs to no " + kind + ", but to "
                    + controller.get().kind() + " " + controller.get().name());
        }
        return controller.get();
    }
}
