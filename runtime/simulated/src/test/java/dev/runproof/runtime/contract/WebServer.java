package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A web server in a pod of a real cluster. */
final class WebServer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pod pod;

    WebServer(Cluster cluster, String namespace) {
        this.pod = new Pod(cluster, namespace, "web");
    }

    /** Starts it and gives its address. */
    String start() {
        return pod.start("mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www");
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
