package dev.runproof.compiler.index;

import java.util.List;

/**
 * A rule of a Kubernetes Role that an action or a check needs.
 *
 * @param group the API group; empty for the core group
 * @param resource the plural resource name, such as {@code pods}
 * @param verbs the verbs, such as {@code get}
 * @param scope where it is needed
 */
public record Permission(String group, String resource, List<String> verbs, Scope scope) {

    /** Takes the verbs as they are now. */
    public Permission {
        verbs = List.copyOf(verbs);
    }

    /** Where a permission is needed. */
    public enum Scope {
        /** In the namespace that the target is in. */
        TARGET_NAMESPACE,
        /** In the namespace that the parameter {@code in} names, where that is not the target's. */
        NAMED_NAMESPACE,
        /** In the namespace of the runtime itself. */
        OWN_NAMESPACE,
        /** In the namespace that Cilium is configured in, usually {@code kube-system}. */
        CILIUM_NAMESPACE,
        /** In all namespaces, or for resources that have none. */
        CLUSTER
    }
}
