package dev.runproof.runtime.gateway;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Gateway, its SecurityPolicy and its proxies, as Envoy Gateway 1.9.1 was seen to make them. */
public final class Envoys {

    /** The namespace of the proxies. */
    public static final String NAMESPACE = "envoy-gateway-system";

    /** A rule that lets an office in. */
    public static final Map<String, Object> OFFICE = rule("Allow", "198.51.100.0/25");

    private Envoys() {}

    /** A rule about a range. */
    public static Map<String, Object> rule(String action, String range) {
        return Map.of("name", "a", "action", action, "principal", Map.of("clientCIDRs", List.of(range)));
    }

    /** The policy {@code shop/sources} at the Gateway {@code web}, with some rules, which is accepted. */
    public static KubernetesObject policy(Object... rules) {
        return KubernetesObject.of(
                        TargetKinds.refOf(SecurityPolicyRef.parse("shop/sources")),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "targetRefs",
                                        List.of(gateway("web")),
                                        "authorization",
                                        Map.of("defaultAction", "Allow", "rules", List.of(rules))),
                                "status",
                                Map.of("ancestors", List.of(ancestor(gateway("web"), condition("Accepted", true))))))
                .withMetadata(Map.of("uid", "aa", "generation", 3L));
    }

    /** A reference to a Gateway. */
    public static Map<String, Object> gateway(String name) {
        return Map.of("group", "gateway.networking.k8s.io", "kind", "Gateway", "name", name);
    }

    /** What a controller says of a policy at one place. */
    public static Map<String, Object> ancestor(Map<String, Object> ref, Object... conditions) {
        return Map.of("ancestorRef", ref, "controllerName", "example.com/x", "conditions", List.of(conditions));
    }

    /** A condition of generation 3. */
    public static Map<String, Object> condition(String type, boolean is) {
        return Map.of("type", type, "status", is ? "True" : "False", "reason", "Told", "observedGeneration", 3L);
    }

    /** The policy with another status. */
    public static KubernetesObject told(KubernetesObject policy, Object... ancestors) {
        return policy.withAt(List.of("status", "ancestors"), Optional.of(List.of(ancestors)));
    }

    /** The Gateway {@code shop/web}, with a listener {@code http} that has routes, and one more that may. */
    public static KubernetesObject gateway(String protocol, long routes) {
        return KubernetesObject.of(
                new ObjectRef(
                        new ResourceKind("gateway.networking.k8s.io", "v1", "Gateway", "gateways", true),
                        "shop",
                        "web"),
                Map.of(),
                Map.of(),
                Map.of(
                        "spec",
                        Map.of(
                                "listeners",
                                List.of(
                                        Map.of("name", "http", "protocol", "HTTP"),
                                        Map.of("name", "other", "protocol", protocol))),
                        "status",
                        Map.of(
                                "listeners",
                                List.of(
                                        Map.of("name", "http", "attachedRoutes", 1L),
                                        Map.of("name", "other", "attachedRoutes", routes)))));
    }

    /** A proxy of the Gateway {@code shop/web}. */
    public static KubernetesObject pod(String name) {
        return KubernetesObject.of(
                new ObjectRef(TargetKinds.PODS, NAMESPACE, name),
                Map.of(
                        "gateway.envoyproxy.io/owning-gateway-namespace",
                        "shop",
                        "gateway.envoyproxy.io/owning-gateway-name",
                        "web"),
                Map.of(),
                Map.of("status", Map.of("phase", "Running")));
    }
}
