package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** The clusters that contract tests run on: a simulated one always, and a real one where there is one. */
public final class TestCluster {

    private static final String KUBECONFIG = "RUNPROOF_KUBECONFIG";
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);

    private TestCluster() {}

    /**
     * The cluster of the kubeconfig file that {@code RUNPROOF_KUBECONFIG} names. Without it the tests are skipped, which
     * is said loudly; with {@code CI=true} they fail.
     *
     * @param tests the tests that need it
     */
    public static KubernetesCluster real(Class<?> tests) {
        return kubeconfig().map(KubernetesCluster::fromKubeconfig).orElseGet(() -> notRun(tests));
    }

    /** The file that {@code RUNPROOF_KUBECONFIG} names. */
    public static Optional<Path> kubeconfig() {
        return Optional.ofNullable(System.getenv(KUBECONFIG))
                .filter(file -> !file.isEmpty())
                .map(Path::of);
    }

    private static KubernetesCluster notRun(Class<?> tests) {
        var why = "NOT RUN: " + tests.getSimpleName() + ", as " + KUBECONFIG
                + " does not name the kubeconfig file of a cluster with Cilium";
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
