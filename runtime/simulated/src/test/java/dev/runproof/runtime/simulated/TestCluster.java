package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The clusters that contract tests run on: a simulated one always, and a real one where there is one. That is the one of
 * the kubeconfig file that {@code RUNPROOF_KUBECONFIG} names, or else k3s with Cilium in Docker, which has not been tried
 * yet.
 */
public final class TestCluster {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);

    private TestCluster() {}

    /** What there is, found out once: a cluster is not started for each test. */
    private static final class Found {

        private static final Ladder CHOSEN = Ladder.choose(System.getenv(), K3sCluster::obstacle);
        private static final Optional<Path> KUBECONFIG = kubeconfig(CHOSEN);

        private static Optional<Path> kubeconfig(Ladder chosen) {
            if (chosen instanceof Ladder.Named named) {
                return Optional.of(named.kubeconfig());
            }
            return chosen instanceof Ladder.InDocker ? Optional.of(started()) : Optional.empty();
        }

        private static Path started() {
            System.out.println("no cluster is named: k3s with Cilium is started in Docker, which takes minutes");
            var cluster = K3sCluster.start();
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            try {
                var folder = Files.createTempDirectory("k3s");
                folder.toFile().deleteOnExit();
                Path kubeconfig = cluster.kubeconfig(folder);
                kubeconfig.toFile().deleteOnExit();
                return kubeconfig;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * The real cluster. Without one the tests are skipped, which is said loudly; with {@code CI=true} they fail.
     *
     * @param tests the tests that need it
     */
    public static KubernetesCluster real(Class<?> tests) {
        return kubeconfig().map(KubernetesCluster::fromKubeconfig).orElseGet(() -> notRun(tests));
    }

    /** The file that leads to the real cluster. */
    public static Optional<Path> kubeconfig() {
        return Found.KUBECONFIG;
    }

    private static KubernetesCluster notRun(Class<?> tests) {
        var why = "NOT RUN: " + tests.getSimpleName()
                + (Found.CHOSEN instanceof Ladder.None none ? ", as " + none.why() : "");
        if ("true".equals(System.getenv("CI"))) {
            return fail(why);
        }
        if (SAID.add(why)) {
            System.out.println(why);
        }
        return Assumptions.abort(why);
    }

    /** Creates a namespace for one test, under a name that no other run has. */
    public static KubernetesObject newNamespace(Cluster cluster) {
        var ref = new ObjectRef(NAMESPACES, "", "runproof-test-" + UUID.randomUUID());
        return cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of()), WriteMode.COMMIT);
    }

    /** Removes a namespace with all that is in it. */
    public static void remove(Cluster cluster, KubernetesObject namespace) {
        cluster.delete(namespace.ref(), namespace.uid(), WriteMode.COMMIT);
    }
}
