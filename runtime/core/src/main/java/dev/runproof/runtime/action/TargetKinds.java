package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.value.IngressRef;
import dev.runproof.runtime.value.NamedObject;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.util.Optional;

/** The kinds of objects that are targets of the actions here. */
public final class TargetKinds {

    /** Pods. */
    public static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);

    /** Deployments. */
    public static final ResourceKind DEPLOYMENTS = new ResourceKind("apps", "v1", "Deployment", "deployments", true);

    /** Ingresses. */
    public static final ResourceKind INGRESSES =
            new ResourceKind("networking.k8s.io", "v1", "Ingress", "ingresses", true);

    private TargetKinds() {}

    /**
     * Reads the object that is meant: the one of that UID, and no other of its name.
     *
     * @return empty if it is gone
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be read
     */
    public static Optional<KubernetesObject> find(NamedObject object, ClusterReads cluster) {
        return cluster.get(refOf(object)).filter(found -> isMeant(object, found));
    }

    /** Whether an object of a name is the one that is meant. */
    public static boolean isMeant(NamedObject object, KubernetesObject found) {
        return object.uid().equals(Optional.of(found.uid()));
    }

    /** The address of an object. */
    public static ObjectRef refOf(NamedObject object) {
        return new ObjectRef(kindOf(object), object.namespace().name(), object.name());
    }

    private static ResourceKind kindOf(NamedObject object) {
        if (object instanceof PodRef) {
            return PODS;
        }
        if (object instanceof SecurityPolicyRef) {
            return SourcePolicy.KIND;
        }
        return object instanceof IngressRef ? INGRESSES : DEPLOYMENTS;
    }
}
