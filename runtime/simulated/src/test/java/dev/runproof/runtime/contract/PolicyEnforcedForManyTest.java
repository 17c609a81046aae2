package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification.Verified;
import dev.runproof.runtime.probe.NodeProbes.Reply;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.simulated.SimulatedCilium;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code policy-enforced} for as many addresses as there may be, on a node with more pods than fit into one question. */
class PolicyEnforcedForManyTest {

    private static final IpAddress NODE = IpAddress.parse("198.18.0.1");
    private static final int PODS = 35;
    private static final IpAddress LAST_POD = pod(PODS - 1);
    private static final IpAddresses ADDRESSES = IpAddresses.parse(Stream.of("203.0.113.%d", "2001:db8:9::%x")
            .flatMap(format -> IntStream.range(0, 128).mapToObj(i -> String.format(Locale.ROOT, format, i)))
            .collect(Collectors.joining(",")));
    private static final Cidr LAST_ADDRESS = Cidr.parse("2001:db8:9::7f/128");

    private final VirtualTime time = new VirtualTime();
    private final SimulatedCilium cilium = new SimulatedCilium(populated());
    private final List<ProbeQuestion> asked = new ArrayList<>();
    private UnaryOperator<Row> lens = row -> row;

    private static IpAddress pod(int number) {
        return IpAddress.parse("10.244.1." + (number + 1));
    }

    private SimulatedCluster populated() {
        var cluster = Simulation.cluster(time);
        cluster.addNamespace("runproof");
        cluster.addNamespace("shop");
        return cluster;
    }

    @BeforeEach
    void populate() {
        var address = Map.of("type", "InternalIP", "address", NODE.toString());
        create(Simulation.NODES, "", "node-1", Map.of("status", Map.of("addresses", List.of(address))));
        create(
                Simulation.CONFIG_MAPS,
                "kube-system",
                "cilium-config",
                Map.of("data", Map.of("enable-policy", "default")));
        for (int i = 0; i < PODS; i++) {
            create(
                    Simulation.PODS,
                    "shop",
                    "web-" + i,
                    Map.of("spec", Map.of("nodeName", "node-1"), "status", Map.of("podIP", pod(i).toString())));
        }
    }

    @Test
    void everyAddressIsAskedForOfEveryPod() {
        var result = run();

        assertThat(result.verification()).as("%s", result).contains(new Verified());
        Set<String> pairs = asked.stream()
                .flatMap(question -> pairs(question.endpoints(), question.peers()))
                .collect(Collectors.toSet());
        var all = IntStream.range(0, PODS)
                .mapToObj(PolicyEnforcedForManyTest::pod)
                .toList();
        var targets = ADDRESSES.all().stream().map(Cidr::of).toList();
        assertThat(pairs(all, targets).filter(pair -> !pairs.contains(pair))).isEmpty();
        assertThat(asked).as("before, and twice after").hasSize(3);
    }

    private static Stream<String> pairs(List<IpAddress> endpoints, List<Cidr> peers) {
        return endpoints.stream().flatMap(endpoint -> peers.stream().map(peer -> endpoint + " " + peer));
    }

    @Test
    void beforeTheChangeTheControlAloneIsAskedFor() {
        run();

        assertThat(asked.get(0).peers())
                .doesNotContain(LAST_ADDRESS)
                .contains(Cidr.of(NODE), Cidr.parse("192.0.2.1/32"), Cidr.parse("2001:db8::1/128"));
        assertThat(asked.get(0).endpoints()).hasSize(PODS);
    }

    @Test
    void oneAddressThatOnePodLetsThroughRollsItBackAndIsNamed() {
        lens = row -> row.endpoint().equals(LAST_POD) && row.peer().equals(LAST_ADDRESS)
                ? new Row(row.endpoint(), row.peer(), Verdict.PASSES, Verdict.DENIED)
                : row;

        var result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason().orElseThrow())
                .contains("pod 10.244.1.35 still lets packets from 2001:db8:9::7f/128 pass");
    }

    @Test
    void oneEntryThatStaysIsReportedAfterTheRelease() {
        var result = run();
        lens = row -> row.endpoint().equals(LAST_POD) && row.peer().equals(LAST_ADDRESS)
                ? new Row(row.endpoint(), row.peer(), Verdict.DENIED, Verdict.DENIED)
                : row;

        var release = engine().release(result.containment().orElseThrow(), "test");

        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(release.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains("pod 10.244.1.35 still denies packets from and to 2001:db8:9::7f/128"));
    }

    private TransactionResult run() {
        return engine().run(
                        BlockSource.PLAIN.of(ADDRESSES).after(new PolicyEnforced()),
                        BlockSource.texts("shop"),
                        Mode.ENFORCE,
                        new Incident("INC-1"));
    }

    private Engine engine() {
        return new Engine(
                cilium,
                EngineTime.of(time, time),
                "test",
                new Namespace("runproof"),
                event -> {},
                Sources.NONE.with(this::ask));
    }

    private Map<IpAddress, Reply> ask(Map<IpAddress, ProbeQuestion> questions, Duration timeout) {
        asked.addAll(questions.values());
        Map<IpAddress, Reply> replies = new HashMap<>();
        cilium.ask(questions, timeout)
                .forEach((node, reply) -> replies.put(
                        node,
                        reply instanceof Reply.Answered answered
                                ? new Reply.Answered(new ProbeAnswer(
                                        answered.answer().rows().stream()
                                                .map(lens)
                                                .toList(),
                                        answered.answer().absent()))
                                : reply));
        return replies;
    }

    private void create(ResourceKind kind, String namespace, String name, Map<String, ?> fields) {
        cilium.create(
                KubernetesObject.of(new ObjectRef(kind, namespace, name), Map.of(), Map.of(), fields),
                WriteMode.COMMIT);
    }
}
