package dev.runproof.runtime.contract;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.ResidentMirror;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Optional;

/**
 * Where the tests of the engine run: each on all. Time is virtual on all, as no API server looks at the times in a
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

    /** The simulated API server, beside a mirror of it that is up to date. */
    MIRRORED {
        @Override
        Bench bench() {
            var time = new VirtualTime();
            var cluster = Simulation.cluster(time);
            cluster.addNamespace("runproof");
            cluster.addNamespace("shop");
            var own = new Namespace("runproof");
            return new Bench(time, cluster, own, "shop", Optional.of(ResidentMirror.of(cluster, own)));
        }
    },

    /** The simulated API server, beside a mirror that has missed everything and does not know it. */
    BEHIND {
        @Override
        Bench bench() {
            var time = new VirtualTime();
            var cluster = Simulation.cluster(time);
            cluster.addNamespace("runproof");
            cluster.addNamespace("shop");
            return new Bench(time, cluster, new Namespace("runproof"), "shop", Optional.of(new Blank()));
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

    /** A mirror of an empty cluster. */
    private static final class Blank implements ClusterReads {

        @Override
        public Optional<KubernetesObject> get(ObjectRef ref) {
            return Optional.empty();
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind) {
            return List.of();
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind, String namespace) {
            return List.of();
        }
    }

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
