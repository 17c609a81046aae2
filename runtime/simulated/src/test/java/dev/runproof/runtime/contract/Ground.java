package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;

/**
 * Where the tests of the engine run: each on both. Time is virtual on both, as no API server looks at the times in a
 * record.
 */
enum Ground {

    /** The simulated API server. */
    SIMULATED {
        @Override
        Bench bench() {
            var time = new VirtualTime();
            var cluster = Simulation.cluster(time);
            cluster.addNamespace("runproof");
            cluster.addNamespace("shop");
            return new Bench(time, cluster, new Namespace("runproof"), "shop");
        }
    },

    /** The one of {@code RUNPROOF_KUBECONFIG}; without one its tests are not run, which is said. */
    KUBERNETES {
        @Override
        Bench bench() {
            if (TestCluster.kubeconfig().isEmpty()) {
                TestCluster.real(Bench.class);
            }
            return new Bench(
                    new VirtualTime(),
                    Shared.CLUSTER,
                    new Namespace(Shared.OWN.ref().name()),
                    Shared.SHOP.ref().name());
        }
    };

    abstract Bench bench();

    /** One connection and two namespaces for all tests of a process: a namespace takes a server seconds to remove. */
    private static final class Shared {

        private static final KubernetesCluster CLUSTER = TestCluster.real(Bench.class);
        private static final KubernetesObject OWN = TestCluster.newNamespace(CLUSTER);
        private static final KubernetesObject SHOP = TestCluster.newNamespace(CLUSTER);

        static {
            ContainmentDefinition.install(CLUSTER);
            Runtime.getRuntime().addShutdownHook(new Thread(Shared::remove));
        }

        private static void remove() {
            TestCluster.remove(CLUSTER, SHOP);
            TestCluster.remove(CLUSTER, OWN);
            CLUSTER.close();
        }
    }
}
