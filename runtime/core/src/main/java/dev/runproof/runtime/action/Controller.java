package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.Map;
import java.util.Optional;

/**
 * What controls an object, as its owner references say.
 *
 * @param apiVersion the group and version of its kind
 * @param kind its kind
 * @param name its name
 * @param uid its UID
 */
public record Controller(String apiVersion, String kind, String name, String uid) {

    static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);

    /** The controller of an object; empty if nothing controls it. */
    public static Optional<Controller> of(KubernetesObject object) {
        for (Object owner : object.list("metadata", "ownerReferences")) {
            if (owner instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("controller"))) {
                return Optional.of(new Controller(
                        String.valueOf(map.get("apiVersion")),
                        String.valueOf(map.get("kind")),
                        String.valueOf(map.get("name")),
                        String.valueOf(map.get("uid"))));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads this controller as a ReplicaSet: the one of its UID.
     *
     * @param namespace the namespace of what it controls
     * @param cluster for the read
     * @return empty if it is gone
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be read
     */
    public Optional<KubernetesObject> replicaSet(String namespace, ClusterReads cluster) {
        return cluster.get(new ObjectRef(REPLICA_SETS, namespace, name))
                .filter(found -> found.uid().equals(uid));
    }

    boolean isReplicaSet() {
        return REPLICA_SETS.kind().equals(kind) && REPLICA_SETS.apiVersion().equals(apiVersion);
    }

    /** Such as {@code Deployment.apps/web}: without the version, in which one object may be read as in another. */
    String text() {
        int slash = apiVersion.indexOf('/');
        return kind + (slash < 0 ? "" : "." + apiVersion.substring(0, slash)) + "/" + name;
    }
}
