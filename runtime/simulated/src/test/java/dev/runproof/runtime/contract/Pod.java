package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod of a real cluster that runs a script of the shell, with the programs of BusyBox. */
final class Pod {

    private final Cluster cluster;
    private final ObjectRef ref;

    Pod(Cluster cluster, String namespace, String name) {
        this.cluster = cluster;
        this.ref = new ObjectRef(Simulation.PODS, namespace, name);
    }

    /** Starts it and gives its address. */
    String start(String script) {
        return start(script, Map.of(), Map.of());
    }

    /** Starts it with labels, and with more about its container; gives its address. */
    String start(String script, Map<String, String> labels, Map<String, Object> more) {
        var container = new LinkedHashMap<>(more);
        container.put("name", ref.name());
        container.put("image", "testbed/busybox:1");
        container.put("imagePullPolicy", "Never");
        container.put("command", List.of("/bin/sh", "-c", script));
        var spec = Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container));
        // The service account of a new namespace takes a moment.
        await("the pod is created", () -> {
            if (cluster.get(ref).isPresent()) {
                return true;
            }
            try {
                cluster.create(KubernetesObject.of(ref, labels, Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
        await("the pod has an address", () -> address().isPresent());
        return address().orElseThrow();
    }

    private Optional<String> address() {
        return cluster.get(ref).flatMap(object -> object.text("status", "podIP"));
    }
}
