package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The addresses that belong to the cluster itself. */
final class ClusterAddresses {

    private static final ObjectRef API_SERVER =
            new ObjectRef(SurroundingKinds.ENDPOINT_SLICES, "default", "kubernetes");

    private final ClusterReads cluster;
    private final HostNames names;

    ClusterAddresses(ClusterReads cluster, HostNames names) {
        this.cluster = cluster;
        this.names = names;
    }

    CheckResult notOfApiServer(ContainmentTarget.Remote target) {
        Optional<KubernetesObject> slice = cluster.get(API_SERVER);
        if (slice.isEmpty()) {
            return new CheckResult.Undetermined(
                    "the addresses of the API server are unknown: there is no " + API_SERVER);
        }
        return look(target, List.of(slice.get()), ClusterAddresses::ofEndpoints, slicesName -> "the API server");
    }

    CheckResult notOfNode(ContainmentTarget.Remote target) {
        return look(target, cluster.list(SurroundingKinds.NODES), ClusterAddresses::ofNode, node -> "node " + node);
    }

    CheckResult notOfService(ContainmentTarget.Remote target) {
        List<KubernetesObject> services = cluster.list(SurroundingKinds.SERVICES);
        CheckResult result = look(target, services, ClusterAddresses::ofService, service -> "service " + service);
        return result instanceof CheckResult.Passed ? notOfLoadBalancerByName(target, services) : result;
    }

    /** Load balancers that are known only by a name, whose addresses are those that it has now. */
    private CheckResult notOfLoadBalancerByName(ContainmentTarget.Remote target, List<KubernetesObject> services) {
        CheckResult worst = new CheckResult.Passed();
        for (KubernetesObject service : services) {
            for (String name : hostNames(service)) {
                Set<IpAddress> addresses = names.addresses(name);
                String owner = "service " + service.ref().namespace() + "/"
                        + service.ref().name();
                Optional<IpAddress> hit =
                        addresses.stream().filter(target::contains).findFirst();
                if (hit.isPresent()) {
                    return new CheckResult.Failed(hit.get() + " is an address of " + owner + ", by the name " + name);
                }
                if (addresses.isEmpty()) {
                    worst = new CheckResult.Undetermined(
                            "the load balancer " + name + " of " + owner + " has no address that can be looked up");
                }
            }
        }
        return worst;
    }

    private static List<String> hostNames(KubernetesObject service) {
        return service.list("status", "loadBalancer", "ingress").stream()
                .filter(entry -> texts(in(entry, "ip")).isEmpty())
                .flatMap(entry -> texts(in(entry, "hostname")).stream())
                .toList();
    }

    CheckResult notOfPod(ContainmentTarget.Remote target) {
        return look(
                target,
                cluster.list(SurroundingKinds.PODS),
                ClusterAddresses::ofPod,
                pod -> "pod " + pod + ", which a rule for an address does not match: quarantine the pod instead");
    }

    private static CheckResult look(
            ContainmentTarget.Remote target,
            List<KubernetesObject> objects,
            Function<KubernetesObject, List<String>> addresses,
            Function<String, String> owner) {
        for (KubernetesObject object : objects) {
            String name = object.ref().namespace().isEmpty()
                    ? object.ref().name()
                    : object.ref().namespace() + "/" + object.ref().name();
            for (String text : addresses.apply(object)) {
                try {
                    var address = IpAddress.parse(text);
                    if (target.contains(address)) {
                        return new CheckResult.Failed(address + " is an address of " + owner.apply(name));
                    }
                } catch (InvalidValueException e) {
                    return new CheckResult.Undetermined(
                            object.ref() + " has an address that cannot be read: " + e.getMessage());
                }
            }
        }
        return new CheckResult.Passed();
    }

    private static List<String> ofEndpoints(KubernetesObject slice) {
        return slice.list("endpoints").stream()
                .flatMap(endpoint -> texts(in(endpoint, "addresses")).stream())
                .toList();
    }

    private static List<String> ofNode(KubernetesObject node) {
        // The other types are host names.
        return node.list("status", "addresses").stream()
                .filter(entry -> "InternalIP".equals(in(entry, "type")) || "ExternalIP".equals(in(entry, "type")))
                .flatMap(entry -> texts(in(entry, "address")).stream())
                .toList();
    }

    private static List<String> ofPod(KubernetesObject pod) {
        var addresses = new ArrayList<String>();
        pod.text("status", "podIP").filter(ip -> !ip.isEmpty()).ifPresent(addresses::add);
        pod.list("status", "podIPs").forEach(entry -> addresses.addAll(texts(in(entry, "ip"))));
        return addresses;
    }

    private static List<String> ofService(KubernetesObject service) {
        var addresses = new ArrayList<String>();
        service.text("spec", "clusterIP").ifPresent(addresses::add);
        service.list("spec", "clusterIPs").forEach(ip -> addresses.addAll(texts(ip)));
        service.list("spec", "externalIPs").forEach(ip -> addresses.addAll(texts(ip)));
        service.list("status", "loadBalancer", "ingress").forEach(entry -> addresses.addAll(texts(in(entry, "ip"))));
        // "None" is a Service without an address.
        addresses.removeIf(ip -> ip.isEmpty() || ip.equals("None"));
        return addresses;
    }

    private static Object in(Object node, String key) {
        Object value = node instanceof Map<?, ?> map ? map.get(key) : null;
        return value == null ? "" : value;
    }

    private static List<String> texts(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String text && !text.isEmpty() ? List.of(text) : List.of();
    }
}
