package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has Cilium take the only node of a real cluster for one that the API server runs on: the node's address is among the endpoints of the
 * Service {@code kubernetes}, by a port that this Service does not have, so that nobody is sent there.
 */
final class ApiServerOnNode implements AutoCloseable {

    private static final ObjectRef SLICE =
            new ObjectRef(Simulation.ENDPOINT_SLICES, "default", "runproof-test-api-server");

    private final Cluster cluster;

    private ApiServerOnNode(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Waits until it is so. */
    static ApiServerOnNode at(Cluster cluster, String node) {
        var made = new ApiServerOnNode(cluster);
        try {
            made.write(List.of(Map.of("addresses", List.of(node), "conditions", Map.of("ready", true))));
            await("the node is taken for the API server", ApiServerOnNode::isSo);
            return made;
        } catch (RuntimeException | Error e) {
            made.close();
            throw e;
        }
    }

    /** Takes it back. Cilium takes some seconds over that, which {@link #close} waits for. */
    void leave() {
        // Cilium looks at what is written, and at no slice of this Service that is deleted.
        write(List.of());
    }

    @Override
    public void close() {
        leave();
        await("the node is not taken for the API server any more", () -> !isSo());
        cluster.get(SLICE).ifPresent(slice -> cluster.delete(SLICE, slice.uid(), WriteMode.COMMIT));
    }

    private void write(List<?> endpoints) {
        Optional<KubernetesObject> found = cluster.get(SLICE);
        if (found.isPresent()) {
            cluster.replace(found.get().withAt(List.of("endpoints"), Optional.of(endpoints)), WriteMode.COMMIT);
            return;
        }
        var labels = Map.of(
                "kubernetes.io/service-name", "kubernetes",
                "endpointslice.kubernetes.io/managed-by", "runproof-test");
        var body = Map.of(
                "addressType",
                "IPv4",
                "endpoints",
                endpoints,
                "ports",
                List.of(Map.of("name", "nobody-asks", "port", 1, "protocol", "TCP")));
        cluster.create(KubernetesObject.of(SLICE, labels, Map.of(), body), WriteMode.COMMIT);
    }

    /** Whether the identity of the node is that of the API server too. */
    private static boolean isSo() {
        String identity = Node.said("cilium-dbg", "identity", "get", "1");
        if (!identity.contains("reserved:host")) {
            throw new AssertionError("cilium-dbg does not tell the identity of the node: " + identity);
        }
        return identity.contains("reserved:kube-apiserver");
    }
}
