package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.Map;
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

    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);

    /**
     * Finds the owner of a pod.
     *
     * @param pod the pod, as it was read
     * @param cluster for the read of its ReplicaSet
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be read
     */
    public static PodOwner of(KubernetesObject pod, ClusterReads cluster) {
        Optional<Map<?, ?>> controller = controller(pod);
        if (controller.isEmpty()) {
            return new PodOwner("Pod/" + pod.ref().name(), false);
        }
        if (!REPLICA_SETS.kind().equals(controller.get().get("kind"))
                || !REPLICA_SETS.apiVersion().equals(controller.get().get("apiVersion"))) {
            return new PodOwner(text(controller.get()), true);
        }
        Optional<KubernetesObject> replicaSet = cluster.get(new ObjectRef(
                        REPLICA_SETS,
                        pod.ref().namespace(),
                        String.valueOf(controller.get().get("name"))))
                .filter(found -> found.uid().equals(controller.get().get("uid")));
        return new PodOwner(
                text(replicaSet.flatMap(PodOwner::controller).orElse(controller.get())), replicaSet.isPresent());
    }

    private static Optional<Map<?, ?>> controller(KubernetesObject object) {
        for (Object owner : object.list("metadata", "ownerReferences")) {
            if (owner instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("controller"))) {
                return Optional.of(map);
            }
        }
        return Optional.empty();
    }

    /** Without the version, in which one object may be read as in another. */
    private static String text(Map<?, ?> owner) {
        String apiVersion = String.valueOf(owner.get("apiVersion"));
        int slash = apiVersion.indexOf('/');
        return owner.get("kind") + (slash < 0 ? "" : "." + apiVersion.substring(0, slash)) + "/" + owner.get("name");
    }
}
