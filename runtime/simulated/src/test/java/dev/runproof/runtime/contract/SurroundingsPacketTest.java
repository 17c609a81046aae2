package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A block among the policies of others: whatever they let through and whatever they stop, afterwards it is the same less
 * the source, and after the release it is the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurroundingsPacketTest {

    private static final String SOURCE = BlockSource.ATTACKER;
    private static final String OTHER = "203.0.113.20";
    private static final ResourceKind NETWORK_POLICIES =
            new ResourceKind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true);

    /** What is there before, and who gets through to the pod then. */
    @SuppressWarnings("ImmutableEnumChecker") // what they are made of is
    private enum Surroundings {
        /** Nothing: everybody may. */
        NONE(Simulation.POLICIES, Map.of(), Set.of(SOURCE, OTHER)),

        /** An allow-list of Cilium with both. */
        BOTH_ARE_ALLOWED(Simulation.POLICIES, ingress(from(SOURCE, OTHER)), Set.of(SOURCE, OTHER)),

        /** An allow-list of Cilium with a range that has both in it. */
        A_RANGE_IS_ALLOWED(
                Simulation.POLICIES, ingress(Map.of("fromCIDR", List.of("203.0.113.0/24"))), Set.of(SOURCE, OTHER)),

        /** An allow-list of Cilium for everything outside the cluster. */
        THE_WORLD_IS_ALLOWED(
                Simulation.POLICIES, ingress(Map.of("fromEntities", List.of("world"))), Set.of(SOURCE, OTHER)),

        /** An allow-list of Cilium with the source alone: nobody gets through by our policy that did not before. */
        ONLY_THE_SOURCE_IS_ALLOWED(Simulation.POLICIES, ingress(from(SOURCE)), Set.of(SOURCE)),

        /** An allow-list of Cilium without the source. */
        ONLY_ANOTHER_IS_ALLOWED(Simulation.POLICIES, ingress(from(OTHER)), Set.of(OTHER)),

        /** A deny-list of Cilium that has another on it already. */
        ANOTHER_IS_DENIED(
                Simulation.POLICIES,
                Map.of(
                        "endpointSelector",
                        Map.of(),
                        "ingress",
                        List.of(Map.of("fromEntities", List.of("all"))),
                        "ingressDeny",
                        List.of(from(OTHER))),
                Set.of(SOURCE)),

        /** The same deny that we would write, of somebody else, without ours it stays. */
        THE_SOURCE_IS_DENIED(
                Simulation.POLICIES,
                Map.of(
                        "endpointSelector",
                        Map.of(),
                        "enableDefaultDeny",
                        Map.of("ingress", false, "egress", false),
                        "ingressDeny",
                        List.of(from(SOURCE))),
                Set.of(OTHER)),

        /** An allow-list of Kubernetes with both. */
        BOTH_ARE_ALLOWED_BY_KUBERNETES(
                NETWORK_POLICIES,
                Map.of(
                        "podSelector",
                        Map.of(),
                        "policyTypes",
                        List.of("Ingress"),
                        "ingress",
                        List.of(Map.of("from", List.of(Map.of("ipBlock", Map.of("cidr", "203.0.113.0/24")))))),
                Set.of(SOURCE, OTHER)),

        /** An allow-list of Kubernetes with nobody on it. */
        NOBODY_IS_ALLOWED_BY_KUBERNETES(
                NETWORK_POLICIES,
                Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress")),
                Set.of());

        private final ResourceKind kind;
        private final Map<String, Object> spec;
        private final Set<String> passing;

        Surroundings(ResourceKind kind, Map<String, Object> spec, Set<String> passing) {
            this.kind = kind;
            this.spec = spec;
            this.passing = passing;
        }

        private static Map<String, Object> ingress(Map<String, Object> rule) {
            return Map.of("endpointSelector", Map.of(), "ingress", List.of(rule));
        }

        private static Map<String, Object> from(String... addresses) {
            return Map.of(
                    "fromCIDR",
                    List.of(addresses).stream().map(address -> address + "/32").toList());
        }
    }

    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject elsewhere;
    private KubernetesObject own;
    private String url;
    private String urlElsewhere;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        world = World.orSkip(SurroundingsPacketTest.class);
        cluster = TestCluster.real(SurroundingsPacketTest.class);
        node = Node.probeOrSkip(SurroundingsPacketTest.class, folder);
        ContainmentDefinition.install(cluster);
        shop = TestCluster.newNamespace(cluster);
        elsewhere = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        url = webServer(shop);
        urlElsewhere = webServer(elsewhere);
        await("both are answered there", () -> passing(urlElsewhere).size() == 2);
    }

    private String webServer(KubernetesObject namespace) {
        return "http://" + new WebServer(cluster, namespace.ref().name()).start() + ":8080/";
    }

    @AfterAll
    void cleanUp() {
        if (node != null) {
            node.close();
        }
        if (own != null) {
            TestCluster.remove(cluster, shop);
            TestCluster.remove(cluster, elsewhere);
            TestCluster.remove(cluster, own);
            cluster.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Surroundings.class)
    void theSourceIsDroppedAndForAllOthersItIsAsBefore(Surroundings surroundings) {
        await("both are answered here", () -> passing(url).size() == 2);
        var policy = surround(surroundings);
        await("the policies of others are in force", () -> passing(url).equals(surroundings.passing));

        var engine = engine();
        var result = engine.run(
                BlockSource.PLAIN.after(new PolicyEnforced()),
                BlockSource.texts(shop.ref().name()),
                Mode.ENFORCE,
                new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        var others = new TreeSet<>(surroundings.passing);
        others.remove(SOURCE);
        assertThat(passing(url)).as("%s", result).isEqualTo(others);
        assertThat(passing(urlElsewhere)).as("in another namespace").containsExactlyInAnyOrder(SOURCE, OTHER);

        var release = engine.release(result.containment().orElseThrow(), "packet-test");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(passing(url)).as("%s", release).isEqualTo(surroundings.passing);
        assertThat(policies(surroundings)).as("what others have there").isEqualTo(policy);
    }

    @AfterEach
    void removePolicies() {
        for (var kind : List.of(Simulation.POLICIES, NETWORK_POLICIES)) {
            cluster.list(kind, shop.ref().name())
                    .forEach(policy -> cluster.delete(policy.ref(), policy.uid(), WriteMode.COMMIT));
        }
    }

    /** Writes what others have there, and gives it as it is then. */
    private List<Map<String, Object>> surround(Surroundings surroundings) {
        if (!surroundings.spec.isEmpty()) {
            var ref = new ObjectRef(surroundings.kind, shop.ref().name(), "somebody-elses");
            cluster.create(
                    KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", surroundings.spec)), WriteMode.COMMIT);
        }
        return policies(surroundings);
    }

    private List<Map<String, Object>> policies(Surroundings surroundings) {
        return cluster.list(surroundings.kind, shop.ref().name()).stream()
                .map(object -> Map.of("uid", object.uid(), "spec", object.map("spec")))
                .toList();
    }

    private Set<String> passing(String server) {
        var passing = new TreeSet<String>();
        for (String host : List.of(SOURCE, OTHER)) {
            if (world.reaches(host, server)) {
                passing.add(host);
            }
        }
        return passing;
    }

    private Engine engine() {
        return new Engine(
                cluster,
                EngineTime.real(),
                "packet-test",
                new Namespace(own.ref().name()),
                event -> {},
                Sources.NONE.with(node.probes()));
    }
}
