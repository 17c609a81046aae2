package dev.runproof.runtime.cluster;

/**
 * The objects of a kind, in one namespace or in all.
 *
 * @param kind the kind
 * @param namespace the namespace; empty for all, and for a kind that is in none
 */
public record Extent(ResourceKind kind, String namespace) {

    /** Refuses a namespace where the kind has none. */
    public Extent {
        if (!kind.namespaced() && !namespace.isEmpty()) {
            throw new IllegalArgumentException(kind.kind() + " is in no namespace");
        }
    }

    /** All objects of a kind. */
    public static Extent everywhere(ResourceKind kind) {
        return new Extent(kind, "");
    }

    /** Such as {@code pods} or {@code configmaps in shop}. */
    @Override
    public String toString() {
        return kind.plural() + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
