package dev.runproof.runtime.index;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A rule of a Kubernetes Role, as in {@code rbac.authorization.k8s.io/v1}. */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Permission {

    /** The API group; empty for the core group. */
    String group();

    /** The plural resource name, such as {@code pods}. */
    String resource();

    /** The verbs, such as {@code get}. */
    String[] verbs();

    /** Where it is needed. */
    Scope scope();

    /** The names of the objects, where they are known; all of them if there is none. */
    String[] names() default {};

    /**
     * The value types of the targets for which a check needs it, such as {@code pod}; for all of them if there is none. An action needs what it
     * needs.
     */
    String[] targets() default {};

    /**
     * Whether it is needed only once something was done, to look at that or to take it back. Audit mode does without, as it does nothing.
     */
    boolean afterwards() default false;

    /** Where a permission is needed. */
    enum Scope {
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
