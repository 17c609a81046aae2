package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.NamedObject;
import dev.runproof.runtime.value.PodRef;

/** The kinds of objects that are targets of the actions here. */
public final class TargetKinds {

    /** Pods. */
    public static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);

    /** Deployments. */
    public static final ResourceKind DEPLOYMENTS = new ResourceKind("apps", "v1", "Deployment", "deployments", true);

    private TargetKinds() {}

    /** The address of an object. */
    public static ObjectRef refOf(NamedObject object) {
        var kind = object instanceof PodRef ? PODS : DEPLOYMENTS;
        return new ObjectRef(kind, object.namespace().name(), object.name());
    }
}
