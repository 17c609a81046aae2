package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification.Verified;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections that are open when an address is blocked, those that it has opened and those that a pod has opened to it, and
 * the connections of another host beside them.
 *
 * <p>Who has opened a connection gets nothing through any more. The other end does not know yet: what it sends counts as an
 * answer, which Cilium's connection tracking lets pass whatever the policies say; but as nothing that it sends is
 * acknowledged, it sends no more than a window of TCP.
 */
class OpenConnectionsPacketTest {

    private static final String BYSTANDER = "203.0.113.20";
    private static final int ROUNDS = 3;
    private static final String END = "to its end";

    /** Much more than the window of any connection here. */
    private static final String LONG = " and so on".repeat(50_000) + END;

    @TempDir
    private Path folder;

    private final List<Connection> connections = new ArrayList<>();
    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject own;
    private String room;

    @BeforeEach
    void prepare() {
        world = World.orSkip(OpenConnectionsPacketTest.class);
        cluster = TestCluster.real(OpenConnectionsPacketTest.class);
        node = Node.probeOrSkip(OpenConnectionsPacketTest.class, folder);
        ContainmentDefinition.install(cluster);
        shop = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        room = new Room(cluster, shop.ref().name()).start();
    }

    @AfterEach
    void cleanUp() {
        connections.forEach(Connection::close);
        if (node != null) {
            node.close();
        }
        if (own != null) {
            TestCluster.remove(cluster, shop);
            TestCluster.remove(cluster, own);
            cluster.close();
        }
    }

    /** The connections of one host with the room: what it says, what it hears, and what it hears as the one called. */
    private final class Guest {
        private final Connection speaking;
        private final Connection hearing;
        private final Connection called;

        Guest(String host) {
            speaking = held(world.call(host, room, Room.SPEAKING));
            hearing = held(world.call(host, room, Room.HEARING));
            called = held(world.listen(host));
        }

        void say(String line) {
            speaking.say(line);
        }

        boolean hears(String line) {
            return hearing.hasHeard(line) && called.hasHeard(line);
        }
    }

    @ParameterizedTest(name = "where others have an allow-list: {0}")
    @ValueSource(booleans = {false, true})
    void thoseOfTheSourceAreCutInBothDirectionsAndNoneOfAnybodyElse(boolean listed) {
        if (listed) {
            allowBoth();
        }
        var engine = engine();
        await("the room answers", () -> opens(BYSTANDER));
        var bystander = new Guest(BYSTANDER);
        invite(bystander, bystander, BYSTANDER);
        var source = new Guest(BlockSource.ATTACKER);
        invite(bystander, source, BlockSource.ATTACKER);
        source.say("said before");
        source.called.say("told before");
        await(
                "everybody hears the source",
                () -> bystander.hears("said before") && source.hears("said before") && told().contains("told before"));

        var result = run(engine);
        assertThat(result.verification()).as("%s", result).contains(new Verified());

        source.say("said by the source");
        source.called.say(LONG);
        bystander.called.say("told by another");
        for (int round = 1; round <= ROUNDS; round++) {
            String line = round + LONG;
            bystander.say(line);
            await("another hears itself on the connections that it had", () -> bystander.hears(line));
        }
        await("another is heard on the connection to it", () -> told().contains("told by another"));
        assertThat(told())
                .as("of an answer of the source no more than a window of TCP arrives")
                .noneMatch(line -> line.endsWith(END));
        assertThat(bystander.hearing.end())
                .as("what the source sends on a connection of its own does not arrive")
                .doesNotContain("said by the source");
        assertThat(source.called.end())
                .as("what the pod sends on a connection of its own does not leave")
                .contains("said before")
                .noneMatch(line -> line.contains("and so on"));
        assertThat(source.hearing.end())
                .as("of an answer to the source no more than a window of TCP leaves")
                .contains("said before")
                .noneMatch(line -> line.endsWith(END));

        var late = held(world.listen(BlockSource.ATTACKER));
        dial(bystander, BlockSource.ATTACKER, late.port());
        bystander.say("said by another at the end");
        await("another is served", () -> bystander.called.hasHeard("said by another at the end"));
        assertThat(late.isOpen()).as("nobody calls the source").isFalse();

        var release = engine.release(result.containment().orElseThrow(), "packet-test");
        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        var again = new Guest(BlockSource.ATTACKER);
        invite(bystander, again, BlockSource.ATTACKER);
        again.say("said by the source after");
        await(
                "the source is heard, and hears itself",
                () -> bystander.called.hasHeard("said by the source after") && again.hears("said by the source after"));
    }

    /** Has a guest called, by who may speak. */
    private static void invite(Guest speaker, Guest guest, String address) {
        dial(speaker, address, guest.called.port());
        await("the pod has called " + address, guest.called::isOpen);
    }

    private static void dial(Guest speaker, String address, int port) {
        speaker.say("dial " + address + " " + port);
    }

    private boolean opens(String from) {
        try (var connection = world.call(from, room, Room.SPEAKING)) {
            await("it is open or it has ended", () -> connection.isOpen() || connection.hasEnded());
            return connection.isOpen();
        }
    }

    /** What those have said that the pod has called. */
    private List<String> told() {
        try (var connection = world.call(BYSTANDER, room, Room.TOLD)) {
            await("it is told all", connection::hasEnded);
            return connection.end();
        }
    }

    private Connection held(Connection connection) {
        connections.add(connection);
        return connection;
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

    private TransactionResult run(Engine engine) {
        return engine.run(
                BlockSource.PLAIN.after(new PolicyEnforced()),
                BlockSource.texts(shop.ref().name()),
                Mode.ENFORCE,
                new Incident("INC-1"));
    }

    /** From here on nobody may do what is not allowed here. */
    private void allowBoth() {
        var both = List.of(BlockSource.ATTACKER + "/32", BYSTANDER + "/32");
        var ref = new ObjectRef(Simulation.POLICIES, shop.ref().name(), "allow-both");
        cluster.create(
                KubernetesObject.of(
                        ref,
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "endpointSelector",
                                        Map.of(),
                                        "ingress",
                                        List.of(Map.of("fromCIDR", both)),
                                        "egress",
                                        List.of(Map.of("toCIDR", both))))),
                WriteMode.COMMIT);
    }
}
