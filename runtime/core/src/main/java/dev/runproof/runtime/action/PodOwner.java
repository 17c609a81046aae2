package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.Optional;

/**
 * The workload that a pod belongs to: what controls it, and where that is a ReplicaSet, what controls the ReplicaSet, so that
 * all pods of a Deployment have one owner however often it is rolled out. By name, as one that is made again under its name
 * is the same workload.
 *
 * @param name its kind, group and name, such as {@code Deployment.apps/web}; of a pod alone {@code Pod/NAME}
 * @param startsAnother whether it would start another pod in the place of this one
 */
public record PodOwner(String name, boolean startsAnother) {

    /**
     * Finds the owner of a pod.
     *
     * @param pod the pod, as it was read
     * @param cluster for the read of its ReplicaSet
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be read
     */
    public static PodOwner of(KubernetesObject pod, ClusterReads cluster) {
        Optional<Controller> controller = Controller.of(pod);
        if (controller.isEmpty()) {
            return new PodOwner("Pod/" + pod.ref().name(), false);
        }
        if (!controller.get().isReplicaSet()) {
            return new PodOwner(controller.get().text(), true);
        }
        Optional<KubernetesObject> replicaSet =
                controller.get().replicaSet(pod.ref().namespace(), cluster);
        return new PodOwner(
                replicaSet.flatMap(Controller::of).orElse(controller.get()).text(), replicaSet.isPresent());
    }
}
