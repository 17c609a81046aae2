package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Installs the definition of the record on a real cluster. */
final class ContainmentDefinition {

    private static final ResourceKind DEFINITIONS = new ResourceKind(
            "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ContainmentDefinition() {}

    /** Installs the definition as it is on the class path, and waits until the server serves it. */
    static void install(Cluster cluster) {
        var definition = read();
        var installed = cluster.get(definition.ref());
        if (installed.isEmpty()) {
            cluster.create(definition, WriteMode.COMMIT);
        } else {
            cluster.replace(installed.get().with("spec", definition.map("spec")), WriteMode.COMMIT);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isServed(cluster)) {
            if (System.nanoTime() > end) {
                fail("the server does not serve the definition after " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean isServed(Cluster cluster) {
        try {
            cluster.list(Containment.KIND);
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }

    @SuppressWarnings("unchecked") // a definition is a map with text keys
    private static KubernetesObject read() {
        try (InputStream yaml = Objects.requireNonNull(
                ContainmentRules.class.getClassLoader().getResourceAsStream(ContainmentRules.DEFINITION))) {
            var tree = (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return KubernetesObject.of(DEFINITIONS, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
