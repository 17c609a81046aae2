package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.BlockRange;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification.Unverified;
import dev.runproof.runtime.engine.Verification.Verified;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code policy-enforced} says beside what packets do: where it says that a containment is verified, the first packet
 * after it is dropped, with no waiting.
 */
class PolicyEnforcedPacketTest {

    private static final String BYSTANDER = "203.0.113.20";
    private static final ResourceKind NETWORK_POLICIES =
            new ResourceKind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true);

    @TempDir
    private Path folder;

    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject own;
    private String url;

    @BeforeEach
    void prepare() {
        world = World.orSkip(PolicyEnforcedPacketTest.class);
        cluster = TestCluster.real(PolicyEnforcedPacketTest.class);
        node = Node.probeOrSkip(PolicyEnforcedPacketTest.class, folder);
        ContainmentDefinition.install(cluster);
        shop = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        url = "http://" + new WebServer(cluster, shop.ref().name()).start() + ":8080/";
        await("the web server answers both", () -> reaches(BlockSource.ATTACKER) && reaches(BYSTANDER));
    }

    @AfterEach
    void cleanUp() {
        if (node != null) {
            node.close();
        }
        if (own != null) {
            TestCluster.remove(cluster, shop);
            TestCluster.remove(cluster, own);
            cluster.close();
        }
    }

    @Test
    void verifiedMeansThatTheNextPacketIsDropped() {
        var engine = engine(Sources.NONE.with(node.probes()), event -> {});

        var result = run(engine);

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", result).isFalse();
        assertThat(reaches(BYSTANDER)).isTrue();
        assertThat(result.verification()).as("%s", result).contains(new Verified());

        var release = engine.release(result.containment().orElseThrow(), "packet-test");

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", release).isTrue();
        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(release.notes()).isEmpty();
    }

    @Test
    void aPortThatSomebodyElseAllowsForAllIsClosedToTheSourceToo() {
        foreign(
                "allow-port",
                Simulation.POLICIES,
                Map.of(
                        "endpointSelector",
                        Map.of(),
                        "ingress",
                        List.of(Map.of(
                                "toPorts",
                                List.of(Map.of("ports", List.of(Map.of("port", "8080", "protocol", "TCP"))))))));
        await("the allow-list is there, and lets both pass", () -> reaches(BlockSource.ATTACKER) && reaches(BYSTANDER));

        var result = run(engine(Sources.NONE.with(node.probes()), event -> {}));

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", result).isFalse();
        assertThat(reaches(BYSTANDER)).isTrue();
        assertThat(result.verification()).as("%s", result).contains(new Verified());
    }

    @Test
    void aRangeIsDroppedWholeEvenWhereAnotherPolicyNamesOneOfItsAddresses() {
        // The address has an identity of its own then, which the policy about the range has to cover.
        foreign(
                "allow-source",
                Simulation.POLICIES,
                Map.of(
                        "endpointSelector",
                        Map.of(),
                        "ingress",
                        List.of(Map.of("fromCIDR", List.of(BlockSource.ATTACKER + "/32", BYSTANDER + "/32")))));
        var engine = engine(Sources.NONE.with(node.probes()), event -> {});
        var transaction = BlockSource.PLAIN
                .of(inputs -> new BlockRange(IpRange.parse("203.0.113.8/29"), inputs.namespace()))
                .after(new PolicyEnforced());

        var result = engine.run(transaction, BlockSource.texts(shop.ref().name()), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", result).isFalse();
        assertThat(reaches(BYSTANDER)).isTrue();
        assertThat(result.verification()).as("%s", result).contains(new Verified());

        var release = engine.release(result.containment().orElseThrow(), "packet-test");

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", release).isTrue();
        assertThat(release.notes()).isEmpty();
    }

    @Test
    void twoHundredAddressesAreDroppedByOneWriteAndFreeAfterOneDelete() {
        var effects = new ArrayList<Effected>();
        var engine = engine(Sources.NONE.with(node.probes()), event -> {
            if (event instanceof Effected effected) {
                effects.add(effected);
            }
        });
        var many = BlockSource.PLAIN.of(BlockSource.MANY).after(new PolicyEnforced());

        var result = engine.run(many, texts(), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", result).isFalse();
        assertThat(reaches(BYSTANDER)).isTrue();
        assertThat(result.verification()).as("%s", result).contains(new Verified());

        var release = engine.release(result.containment().orElseThrow(), "packet-test");

        assertThat(reaches(BlockSource.ATTACKER)).as("%s", release).isTrue();
        assertThat(release.notes()).isEmpty();
        assertThat(effects).extracting(Effected::what).containsExactly(Effected.What.CREATED, Effected.What.DELETED);
    }

    @Test
    void whoIsBlockedTwiceIsFreeWhenBothHaveEnded() {
        var engine = engine(Sources.NONE.with(node.probes()), event -> {});
        var one = run(engine);
        var many = engine.run(
                BlockSource.PLAIN.of(BlockSource.MANY).after(new PolicyEnforced()),
                texts(),
                Mode.ENFORCE,
                new Incident("INC-2"));

        assertThat(List.of(one.outcome(), many.outcome())).containsOnly(Outcome.CONTAINED);

        var release = engine.release(many.containment().orElseThrow(), "packet-test");

        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(release.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains("still denies packets from and to 203.0.113.10/32")
                        .contains("another policy denies it"));
        assertThat(reaches(BlockSource.ATTACKER)).isFalse();

        assertThat(engine.release(one.containment().orElseThrow(), "packet-test")
                        .notes())
                .isEmpty();
        assertThat(reaches(BlockSource.ATTACKER)).isTrue();
    }

    @Test
    void withoutAProbeNothingIsClaimedAndTheContainmentStays() {
        var result = run(engine(Sources.NONE, event -> {}));

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification())
                .hasValueSatisfying(verification -> assertThat(verification)
                        .isInstanceOfSatisfying(
                                Unverified.class,
                                unverified -> assertThat(unverified.reason()).contains("no node probe")));
        await("the source is dropped", () -> !reaches(BlockSource.ATTACKER));
    }

    @Test
    void aProbeThatIsGoneLeavesItUnverified() {
        node.close();

        var result = run(engine(Sources.NONE.with(node.probes()), event -> {}));

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification())
                .hasValueSatisfying(verification -> assertThat(verification)
                        .isInstanceOfSatisfying(
                                Unverified.class,
                                unverified -> assertThat(unverified.reason()).contains("does not answer")));
    }

    @Test
    void whenEverybodyElseIsCutOffTooItIsRolledBack() {
        Consumer<EngineEvent> sealing = event -> {
            if (event instanceof Effected effected && effected.what() == Effected.What.CREATED) {
                foreign(
                        "seal",
                        NETWORK_POLICIES,
                        Map.of("podSelector", Map.of(), "policyTypes", List.of("Ingress", "Egress")));
                await("nobody gets through", () -> !reaches(BYSTANDER));
            }
        };

        var result = run(engine(Sources.NONE.with(node.probes()), sealing));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("the control does not hold"));
        assertThat(cluster.list(Simulation.POLICIES, shop.ref().name())).isEmpty();
        assertThat(cluster.list(NETWORK_POLICIES, shop.ref().name()))
                .as("what is somebody else's is not touched")
                .hasSize(1);
    }

    private boolean reaches(String from) {
        return world.reaches(from, url);
    }

    private Engine engine(Sources sources, Consumer<EngineEvent> events) {
        return new Engine(
                cluster,
                EngineTime.real(),
                "packet-test",
                new Namespace(own.ref().name()),
                event -> {
                    System.out.println("  " + event);
                    events.accept(event);
                },
                sources);
    }

    private TransactionResult run(Engine engine) {
        return engine.run(BlockSource.PLAIN.after(new PolicyEnforced()), texts(), Mode.ENFORCE, new Incident("INC-1"));
    }

    private InputTexts texts() {
        return BlockSource.texts(shop.ref().name());
    }

    private void foreign(String name, ResourceKind kind, Map<String, Object> spec) {
        var ref = new ObjectRef(kind, shop.ref().name(), name);
        cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
        assertThat(cluster.get(ref)).isNotEqualTo(Optional.empty());
    }
}
