package dev.runproof.runtime.cluster;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The paths of an API server, below its URL. */
final class ApiPath {

    private ApiPath() {}

    /** The objects of a kind in all namespaces. */
    static String of(ResourceKind kind) {
        return ofAll(kind, "");
    }

    /** The objects of an extent. */
    static String of(Extent extent) {
        return ofAll(extent.kind(), extent.namespace());
    }

    /** The objects of a kind in a namespace; in all, if that is empty. */
    static String ofAll(ResourceKind kind, String namespace) {
        return (kind.group().isEmpty() ? "/api" : "/apis" + segment(kind.group()))
                + segment(kind.version())
                + (namespace.isEmpty() ? "" : "/namespaces" + segment(namespace))
                + segment(kind.plural());
    }

    /**
     * The objects of a kind in one namespace.
     *
     * @throws ClusterException if the namespace cannot stand in a path, or the kind is in none
     */
    static String ofObjectsIn(ResourceKind kind, String namespace) {
        if (!kind.namespaced() || namespace.isEmpty()) {
            throw new ClusterException(Reason.INVALID, "objects of " + kind.kind() + " are not listed by namespace");
        }
        return ofAll(kind, namespace);
    }

    /**
     * An object.
     *
     * @throws ClusterException if its name or namespace cannot stand in a path
     */
    static String of(ObjectRef ref) {
        return ofAll(ref.kind(), ref.namespace()) + segment(ref.name());
    }

    /** A text as part of a path or query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The server decodes a path before it takes it apart, so that escaping does not help: the object {@code a%2Fstatus}
     * would be the status of {@code a}, and the one without a name the list of all. These are the server's own rules for
     * names, for all kinds.
     */
    private static String segment(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("%")) {
            throw new ClusterException(
                    Reason.INVALID,
                    "the name of a Kubernetes object is not empty, not . or .., and has no / and no %; nothing was sent");
        }
        return "/" + encoded(name);
    }
}
