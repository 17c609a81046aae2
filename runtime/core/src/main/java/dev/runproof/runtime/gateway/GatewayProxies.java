package dev.runproof.runtime.gateway;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Envoys that serve a Gateway, and what each of them has to have loaded for a policy at the Gateway to be in force. Envoy Gateway
 * 1.9.1 gives their pods two labels with the name of the Gateway, and the routes of each listener the name {@code
 * NAMESPACE/GATEWAY/LISTENER}.
 *
 * @param gateway the Gateway, by its namespace and name
 * @param pods its pods that have not ended
 * @param routes the names of the routes that come by the policy, of listeners for HTTP that have any
 * @param unseen what nobody tells whether it has loaded the policy; empty if nothing
 */
public record GatewayProxies(
        String gateway, List<KubernetesObject> pods, List<String> routes, Optional<String> unseen) {

    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final ResourceKind GATEWAYS =
            new ResourceKind("gateway.networking.k8s.io", "v1", "Gateway", "gateways", true);
    private static final String OWNER = "gateway.envoyproxy.io/owning-gateway-";
    private static final List<String> HTTP = List.of("HTTP", "HTTPS");

    /** Copies the lists. */
    public GatewayProxies {
        pods = List.copyOf(pods);
        routes = List.copyOf(routes);
    }

    /**
     * Finds those of each Gateway that a policy stands at.
     *
     * @param policy the policy
     * @param where the namespace that the pods are in
     * @param cluster for reads of the Gateways and the pods
     * @throws dev.runproof.runtime.cluster.ClusterException if these cannot be read
     */
    public static List<GatewayProxies> of(SourcePolicy policy, Namespace where, ClusterReads cluster) {
        String namespace = policy.object().ref().namespace();
        var pods = cluster.list(PODS, where.name()).stream()
                .filter(pod -> pod.label(OWNER + "namespace").equals(Optional.of(namespace)))
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty()
                        && !PodPhase.of(pod).hasEnded())
                .toList();
        return policy.attachments().stream()
                .map(attachment -> of(
                        attachment,
                        cluster.get(new ObjectRef(GATEWAYS, namespace, attachment.gateway())),
                        namespace + "/" + attachment.gateway(),
                        pods.stream()
                                .filter(pod -> pod.label(OWNER + "name").equals(Optional.of(attachment.gateway())))
                                .toList()))
                .toList();
    }

    private static GatewayProxies of(
            Attachment attachment, Optional<KubernetesObject> found, String name, List<KubernetesObject> pods) {
        var routes = new ArrayList<String>();
        Optional<String> unseen = Optional.empty();
        if (found.isPresent()) {
            KubernetesObject gateway = found.get();
            for (String listener : withRoutes(gateway)) {
                if (!attachment.has(listener)) {
                    continue;
                }
                if (HTTP.contains(protocol(gateway, listener))) {
                    routes.add(name + "/" + listener);
                } else {
                    unseen = Optional.of("its listener " + listener + ", which is not of HTTP");
                }
            }
            if (gateway.at("status", "attachedListenerSets")
                    .filter(count -> !count.equals(0L))
                    .isPresent()) {
                unseen = Optional.of("its ListenerSets");
            }
        }
        return new GatewayProxies(name, pods, routes, unseen);
    }

    private static List<String> withRoutes(KubernetesObject gateway) {
        return gateway.list("status", "listeners").stream()
                .filter(listener -> listener instanceof Map<?, ?> map
                        && map.get("attachedRoutes") instanceof Long routes
                        && routes > 0)
                .map(listener -> String.valueOf(((Map<?, ?>) listener).get("name")))
                .toList();
    }

    private static String protocol(KubernetesObject gateway, String listener) {
        return gateway.list("spec", "listeners").stream()
                .filter(element -> element instanceof Map<?, ?> map && listener.equals(map.get("name")))
                .map(element -> String.valueOf(((Map<?, ?>) element).get("protocol")))
                .findFirst()
                .orElse("");
    }
}
