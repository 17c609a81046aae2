package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pods of a namespace that a policy can be about, by the nodes that have to enforce it: those on the pod network, with
 * an address. Pods that come later get the policy before their first packet.
 *
 * @param nodes the first address of each pod, by the address of its node, sorted by name
 * @param gaps what could not be placed, each in a sentence for people
 */
record PodsByNode(Map<IpAddress, List<IpAddress>> nodes, List<String> gaps) {

    /**
     * Reads them.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if they cannot be read
     */
    static PodsByNode of(ClusterReads cluster, Namespace namespace) {
        var gaps = new ArrayList<String>();
        Map<IpAddress, List<IpAddress>> nodes = new LinkedHashMap<>();
        List<KubernetesObject> pods = cluster.list(SurroundingKinds.PODS, namespace.name()).stream()
                .filter(PodsByNode::isOnPodNetwork)
                .toList();
        Map<String, IpAddress> addresses = pods.isEmpty() ? Map.of() : addressesOfNodes(cluster);
        for (KubernetesObject pod : pods) {
            String node = pod.text("spec", "nodeName").orElse("");
            Optional<IpAddress> address = address(pod.text("status", "podIP").orElse(""));
            if (address.isEmpty() || !addresses.containsKey(node)) {
                gaps.add("the address of pod " + pod.ref().name() + " or of its node cannot be read");
            } else {
                nodes.computeIfAbsent(addresses.get(node), key -> new ArrayList<>())
                        .add(address.get());
            }
        }
        nodes.forEach((node, list) -> {
            if (list.size() > ProbeQuestion.MAX_ENDPOINTS) {
                gaps.add("node " + node + " has more pods of the namespace than can be asked for");
            }
        });
        nodes.values().removeIf(list -> list.size() > ProbeQuestion.MAX_ENDPOINTS);
        return new PodsByNode(nodes, gaps);
    }

    boolean isEmpty() {
        return nodes.isEmpty() && gaps.isEmpty();
    }

    /** The first pods, of whatever node. */
    List<IpAddress> first(int count) {
        return nodes.values().stream().flatMap(List::stream).limit(count).toList();
    }

    private static boolean isOnPodNetwork(KubernetesObject pod) {
        return !pod.at("spec", "hostNetwork").equals(Optional.of(true))
                && !PodPhase.of(pod).hasEnded()
                && !pod.text("status", "podIP").orElse("").isEmpty();
    }

    private static Map<String, IpAddress> addressesOfNodes(ClusterReads cluster) {
        var addresses = new HashMap<String, IpAddress>();
        for (KubernetesObject node : cluster.list(SurroundingKinds.NODES)) {
            node.list("status", "addresses").stream()
                    .filter(entry -> entry instanceof Map<?, ?> map && "InternalIP".equals(map.get("type")))
                    .flatMap(entry -> address(String.valueOf(((Map<?, ?>) entry).get("address"))).stream())
                    .findFirst()
                    .ifPresent(address -> addresses.put(node.ref().name(), address));
        }
        return addresses;
    }

    private static Optional<IpAddress> address(String text) {
        try {
            return Optional.of(IpAddress.parse(text));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
