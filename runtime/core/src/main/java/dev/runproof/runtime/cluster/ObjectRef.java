package dev.runproof.runtime.cluster;

/**
 * The address of an object.
 *
 * @param kind its kind
 * @param namespace its namespace; empty if the kind has none
 * @param name its name
 */
public record ObjectRef(ResourceKind kind, String namespace, String name) {

    /** Refuses a namespace where the kind has none, and the lack of one where it has. */
    public ObjectRef {
        if (kind.namespaced() == namespace.isEmpty()) {
            throw new IllegalArgumentException(
                    kind.kind() + (kind.namespaced() ? " is in a namespace" : " is in none"));
        }
    }

    /** Such as {@code ciliumnetworkpolicies.cilium.io/block-1f in shop}. */
    @Override
    public String toString() {
        return kind.plural() + (kind.group().isEmpty() ? "" : "." + kind.group()) + "/" + name
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
