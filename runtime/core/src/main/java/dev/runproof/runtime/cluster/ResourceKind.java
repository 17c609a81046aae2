package dev.runproof.runtime.cluster;

/**
 * A kind of Kubernetes resource.
 *
 * @param group the API group; empty for the core group
 * @param version the version in that group, such as {@code v2}
 * @param kind the kind, such as {@code CiliumNetworkPolicy}
 * @param plural the name in paths and Roles, such as {@code ciliumnetworkpolicies}
 * @param namespaced whether its objects are in namespaces
 */
public record ResourceKind(String group, String version, String kind, String plural, boolean namespaced) {

    /** The value of {@code apiVersion} in its objects, such as {@code cilium.io/v2} or {@code v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
