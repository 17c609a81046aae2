package dev.runproof.runtime.lookup;

import dev.runproof.runtime.action.Controller;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookLookup;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import java.util.Optional;

/**
 * The Deployment that a pod belongs to, with its UID: {@code $pod.workload}. A pod that has been detached from it, or is gone,
 * does not tell any more, so that it is read before anything is changed.
 *
 * @param name the name of the lookup
 * @param input the name of the input that is the pod
 */
@RunbookLookup(
        name = "pod.workload",
        from = PodRef.class,
        to = DeploymentRef.class,
        permissions = {
            @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "apps", resource = "replicasets", verbs = "get", scope = Scope.TARGET_NAMESPACE)
        })
public record PodWorkload(String name, String input) implements Lookup {

    @Override
    public String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException {
        PodRef pod = inputs.read(new InputDeclaration(input, "pod", "", "", Optional.empty()), PodRef::parse);
        KubernetesObject found = cluster.get(TargetKinds.refOf(pod))
                .orElseThrow(() -> new UnresolvedException("there is no pod " + pod));
        if (pod.uid().filter(uid -> !uid.equals(found.uid())).isPresent()) {
            throw new UnresolvedException("pod " + pod + " is gone; another has its name now");
        }
        Controller replicaSet = controller(found, "ReplicaSet");
        KubernetesObject set = replicaSet
                .replicaSet(pod.namespace().name(), cluster)
                .orElseThrow(() ->
                        new UnresolvedException("ReplicaSet " + replicaSet.name() + " of pod " + pod + " is gone"));
        Controller deployment = controller(set, "Deployment");
        return new DeploymentRef(
                        new Namespace(pod.namespace().name()), deployment.name(), Optional.of(deployment.uid()))
                .toString();
    }

    private static Controller controller(KubernetesObject object, String kind) throws UnresolvedException {
        Optional<Controller> controller = Controller.of(object);
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
