package dev.runproof.compiler.index;

import java.util.List;

/**
 * A rule of a Kubernetes Role that an action or a check needs.
 *
 * @param group the API group; empty for the core group
 * @param resource the plural resource name, such as {@code pods}
 * @param verbs the verbs, such as {@code get}
 * @param scope where it is needed
 * @param names the names of the objects; empty if it is needed for all of them
 * @param targets the types of targets for which it is needed; empty if that is all of them
 * @param afterwards whether it is needed only once something was done, to look at that or to take it back
 */
public record Permission(
        String group,
        String resource,
        List<String> verbs,
        Scope scope,
        List<String> names,
        List<String> targets,
        boolean afterwards) {

    /** Takes the lists as they are now. */
    public Permission {
        verbs = List.copyOf(verbs);
        names = List.copyOf(names);
        targets = List.copyOf(targets);
    }

    /**
     * Whether it is needed for a target.
     *
     * @param type the name of the target's type
     */
    public boolean isFor(String type) {
        return targets.isEmpty() || targets.contains(type);
    }

    /** The same somewhere else. */
    public Permission in(Scope where) {
        return new Permission(group, resource, verbs, where, names, targets, afterwards);
    }

    /** Where a permission is needed. */
    public enum Scope {
        /** In the namespace that the target is in. */
        TARGET_NAMESPACE,
        /** In the namespace that the parameter {@code in} names, which need not be one in which something is contained. */
        NAMED_NAMESPACE,
        /** In the namespace of the runtime itself. */
        OWN_NAMESPACE,
        /** In the namespace that Cilium is configured in, usually {@code kube-system}. */
        CILIUM_NAMESPACE,
        /** In the namespace that the pods of an Ingress controller are in, which the parameter {@code controllers} names. */
        CONTROLLER_NAMESPACE,
        /** In all namespaces, or for resources that have none. */
        CLUSTER
    }
}
