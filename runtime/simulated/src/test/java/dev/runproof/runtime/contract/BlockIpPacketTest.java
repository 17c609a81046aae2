package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Namespace;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code block-ip} as packets see it: from two hosts outside to a web server in a pod. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockIpPacketTest {

    private static final String BYSTANDER = "203.0.113.20";

    private World world;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject own;

    @BeforeEach
    void prepare() {
        world = World.orSkip(BlockIpPacketTest.class);
        cluster = TestCluster.real(BlockIpPacketTest.class);
        ContainmentDefinition.install(cluster);
        shop = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
    }

    @AfterEach
    void cleanUp() {
        if (own != null) {
            TestCluster.remove(cluster, shop);
            TestCluster.remove(cluster, own);
            cluster.close();
        }
    }

    @Test
    void theSourceIsDroppedAndNobodyElseAndPassesAgainAfterRelease() {
        String url = webServer();
        declareProtected("203.0.113.1/32\n");
        var transaction = BlockSource.PLAIN.before(new NotProtected());
        var engine = engine();

        var audit = engine.run(transaction, texts(), Mode.AUDIT, new Incident("INC-1"));
        assertThat(audit.outcome()).isEqualTo(Outcome.AUDITED);
        assertThat(world.reaches(BlockSource.ATTACKER, url))
                .as("audit mode blocks nothing")
                .isTrue();

        var result = engine.run(transaction, texts(), Mode.ENFORCE, new Incident("INC-1"));
        assertThat(result.outcome()).as("%s", result.reason()).isEqualTo(Outcome.CONTAINED);
        await("the source is dropped", () -> !world.reaches(BlockSource.ATTACKER, url));
        assertThat(world.reaches(BYSTANDER, url))
                .as("another host still passes")
                .isTrue();
        assertThat(world.reaches(BlockSource.ATTACKER, url))
                .as("it stays dropped")
                .isFalse();

        var release = engine.release(result.containment().orElseThrow(), "packet-test");
        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        await("the source passes again", () -> world.reaches(BlockSource.ATTACKER, url));
        assertThat(world.reaches(BYSTANDER, url)).isTrue();
    }

    @Test
    void whereAPostCheckFailsTheSourceIsDroppedNoLonger() {
        String url = webServer();
        var failing = BlockSource.check("service-healthy", context -> {
            await("the source is dropped", () -> !world.reaches(BlockSource.ATTACKER, url));
            return new CheckResult.Failed("it does not hold");
        });

        var result = engine().run(BlockSource.PLAIN.after(failing), texts(), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result.reason()).isEqualTo(Outcome.ROLLED_BACK);
        await("the source passes again", () -> world.reaches(BlockSource.ATTACKER, url));
        assertThat(world.reaches(BYSTANDER, url)).isTrue();
    }

    private String webServer() {
        String url = "http://" + new WebServer(cluster, shop.ref().name()).start() + ":8080/";
        await(
                "the web server answers both",
                () -> world.reaches(BlockSource.ATTACKER, url) && world.reaches(BYSTANDER, url));
        return url;
    }

    private Engine engine() {
        return new Engine(
                cluster,
                EngineTime.real(),
                "packet-test",
                new Namespace(own.ref().name()),
                event -> System.out.println("  " + event));
    }

    private InputTexts texts() {
        return BlockSource.texts(shop.ref().name());
    }

    private void declareProtected(String addresses) {
        var ref = new ObjectRef(Simulation.CONFIG_MAPS, own.ref().name(), "runproof-protected");
        cluster.create(
                KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("data", Map.of("addresses", addresses))),
                WriteMode.COMMIT);
    }
}
