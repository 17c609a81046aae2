package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the engine on a real cluster, each time beside what it cannot be faster than, in the same run: what a block costs
 * beside the two writes that it consists of, until it is enforced beside a bare policy, and a fresh process beside {@code kubectl
 * apply}. Makes namespaces of its own there, and removes them.
 */
final class EngineBenchmark {

    private EngineBenchmark() {}

    /**
     * Where it is measured.
     *
     * @param cluster the cluster
     * @param shop the namespace in which addresses are blocked
     * @param own the namespace of the records
     */
    record Place(KubernetesCluster cluster, String shop, Namespace own) {}

    /**
     * Measures and prints.
     *
     * @param args the number of rounds, and the executor as it was laid out
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        Path executor = Path.of(args[1]);
        // Not asked of TestCluster, which could start one in Docker: what is measured on is named.
        Optional<Path> kubeconfig =
                Optional.ofNullable(System.getenv("RUNPROOF_KUBECONFIG")).map(Path::of);
        if (kubeconfig.isEmpty()) {
            System.err.println(
                    "benchmark: RUNPROOF_KUBECONFIG does not name the kubeconfig of a cluster to measure on");
            System.exit(2);
        }
        System.out.printf("%d processors, Java %s%n%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
        try (var cluster = KubernetesCluster.fromKubeconfig(kubeconfig.get())) {
            ContainmentDefinition.install(cluster);
            KubernetesObject shop = TestCluster.newNamespace(cluster);
            KubernetesObject own = TestCluster.newNamespace(cluster);
            try {
                var place = new Place(
                        cluster, shop.ref().name(), new Namespace(own.ref().name()));
                declareProtected(place);
                new HotPathBenchmark(place).run(rounds);
                new RealisedBenchmark(place).run(Math.max(1, rounds / 10));
                new ColdStartBenchmark(place, executor, kubeconfig.get()).run(Math.max(1, rounds / 20));
            } finally {
                TestCluster.remove(cluster, shop);
                TestCluster.remove(cluster, own);
            }
        }
    }

    private static void declareProtected(Place place) {
        var ref = new ObjectRef(Simulation.CONFIG_MAPS, place.own().name(), "runproof-protected");
        var data = Map.of("data", Map.of("addresses", "198.51.100.0/24"));
        place.cluster().create(KubernetesObject.of(ref, Map.of(), Map.of(), data), WriteMode.COMMIT);
    }

    /** An address that nobody has, another one for each of 254 rounds. */
    static String address(int round) {
        return "203.0.113." + (1 + round % 254);
    }
}
