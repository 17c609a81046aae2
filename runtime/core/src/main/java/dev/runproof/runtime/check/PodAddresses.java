package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.PodPhase;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which pods have an address of their own. Those in the network of a node have the node's, and those that are over none. */
public final class PodAddresses {

    private PodAddresses() {}

    /**
     * Looks.
     *
     * @param cluster for reads
     * @param address the address
     * @return the pods that have it
     * @throws dev.runproof.runtime.cluster.ClusterException if that cannot be found out
     */
    public static List<KubernetesObject> holders(ClusterReads cluster, IpAddress address) {
        return cluster.list(SurroundingKinds.PODS).stream()
                .filter(PodAddresses::isOnPodNetwork)
                .filter(pod -> texts(pod).anyMatch(text -> is(address, text)))
                .toList();
    }

    private static boolean isOnPodNetwork(KubernetesObject pod) {
        return !pod.at("spec", "hostNetwork").equals(Optional.of(true))
                && !PodPhase.of(pod).hasEnded();
    }

    private static Stream<String> texts(KubernetesObject pod) {
        return Stream.concat(
                pod.text("status", "podIP").stream(),
                pod.list("status", "podIPs").stream()
                        .flatMap(entry -> entry instanceof Map<?, ?> map && map.get("ip") instanceof String ip
                                ? Stream.of(ip)
                                : Stream.empty()));
    }

    private static boolean is(IpAddress address, String text) {
        try {
            return !text.isEmpty() && IpAddress.parse(text).equals(address);
        } catch (InvalidValueException e) {
            return false;
        }
    }
}
