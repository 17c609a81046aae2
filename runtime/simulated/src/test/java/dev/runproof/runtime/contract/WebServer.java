package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A web server in a pod of a real cluster. */
final class WebServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final String namespace;

    WebServer(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Starts it and gives its address. */
    String start() {
        var ref = new ObjectRef(Simulation.PODS, namespace, "web");
        var container = Map.of(
                "name", "web",
                "image", "testbed/busybox:1",
                "imagePullPolicy", "Never",
                "command",
                        List.of(
                                "/bin/sh",
                                "-c",
                                "mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www"));
        var spec = Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container));
        // The service account of a new namespace takes a moment.
        await("the pod is created", () -> {
            if (cluster.get(ref).isPresent()) {
                return true;
            }
            try {
                cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
        await("the pod has an address", () -> podAddress(ref).isPresent());
        return podAddress(ref).orElseThrow();
    }

    private Optional<String> podAddress(ObjectRef pod) {
        return cluster.get(pod).flatMap(object -> object.text("status", "podIP"));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("after " + PATIENCE + " it is not so: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
