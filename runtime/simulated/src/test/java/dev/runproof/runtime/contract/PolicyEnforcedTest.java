package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.CheckResult.Passed;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification.Unverified;
import dev.runproof.runtime.engine.Verification.Verified;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rung of the ladder, with nodes that say what a test wants, and time that passes only by waiting. */
class PolicyEnforcedTest {

    private static final IpAddress NODE_1 = IpAddress.parse("198.18.0.1");
    private static final IpAddress NODE_2 = IpAddress.parse("198.18.0.2");
    private static final IpAddress POD_1 = IpAddress.parse("10.244.1.7");
    private static final IpAddress POD_2 = IpAddress.parse("10.244.2.7");
    private static final Cidr SOURCE = Cidr.parse(BlockSource.ATTACKER + "/32");
    private static final Cidr OUTSIDER = Cidr.parse("192.0.2.1/32");

    private final VirtualTime time = new VirtualTime();
    private final SimulatedCluster cluster = Simulation.cluster(time);
    private final Nodes nodes = new Nodes();
    private final List<CheckResult> checked = new ArrayList<>();
    private String valid = "True";
    private Sources sources = Sources.NONE.with(nodes);

    @BeforeEach
    void populate() {
        cluster.addNamespace("runproof");
        cluster.addNamespace("shop");
        node("node-1", NODE_1);
        node("node-2", NODE_2);
        configure(Map.of("enable-policy", "default", "policy-audit-mode", "false"));
        pod("web-1", "node-1", POD_1.toString(), Map.of());
        pod("web-2", "node-2", POD_2.toString(), Map.of());
        pod("done", "node-1", "10.244.1.9", Map.of("phase", "Succeeded"));
        pod("pending", "node-1", "", Map.of());
        nodes.endpoints.putAll(Map.of(POD_1, NODE_1, POD_2, NODE_2));
    }

    @Test
    void whatEveryNodeEnforcesIsVerified() {
        assertThat(run().verification()).contains(new Verified());
        assertThat(checked).containsExactly(new Passed());
        assertThat(nodes.asked)
                .as("pods that have ended or have no address yet")
                .containsExactlyInAnyOrder(POD_1, POD_2);
    }

    @Test
    void aNodeThatIsBehindIsWaitedFor() {
        nodes.enforcesFrom.put(NODE_2, VirtualTime.START.plusSeconds(3));

        assertThat(run().verification()).contains(new Verified());
        assertThat(time.instant()).isBetween(VirtualTime.START.plusSeconds(3), VirtualTime.START.plusSeconds(4));
    }

    @Test
    void aNodeThatStaysBehindRollsItBack() {
        nodes.enforcesFrom.put(NODE_2, VirtualTime.START.plus(Duration.ofHours(1)));

        var result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .contains("pod " + POD_2 + " still lets packets from and to " + SOURCE + " pass"));
        assertThat(policies()).isEmpty();
        assertThat(time.instant()).isBefore(VirtualTime.START.plusSeconds(11));
    }

    @Test
    void oneDirectionIsNotEnough() {
        nodes.egressOfSource = Verdict.PASSES;

        assertThat(run().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("packets to " + SOURCE));
    }

    @Test
    void nothingPassingByChanceIsNoEntry() {
        // An allow-list that does not have the source: another one may, tomorrow.
        nodes.egressOfSource = Verdict.CLOSED;

        assertThat(run().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aNodeThatDoesNotAnswerLeavesItUnverified() {
        nodes.silent.add(NODE_2);

        var result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(reason(result)).contains("node 198.18.0.2 is silent");
        assertThat(policies()).hasSize(1);
    }

    @Test
    void aSilentNodeDoesNotHideALeakOfAnother() {
        nodes.silent.add(NODE_2);
        nodes.enforcesFrom.put(NODE_1, VirtualTime.START.plus(Duration.ofHours(1)));

        assertThat(run().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void aPodThatItsNodeDoesNotKnowIsAGap() {
        nodes.endpoints.remove(POD_2);

        assertThat(reason(run())).contains("node 198.18.0.2 has no endpoint for pod 10.244.2.7");
    }

    @Test
    void ofManyGapsSomeAreNamed() {
        for (int i = 0; i < 500; i++) {
            pod("lost-" + i, "node-3", "10.245." + i / 250 + "." + (i % 250 + 1), Map.of());
        }

        assertThat(reason(run()))
                .contains("pod lost-0 ")
                .endsWith("; and 497 more")
                .hasSizeLessThan(500);
    }

    @Test
    void aPodOnANodeWithoutAddressIsAGap() {
        pod("web-3", "node-3", "10.244.3.7", Map.of());

        assertThat(reason(run())).contains("pod web-3");
    }

    @Test
    void withoutProbesItSaysHowFarItSaw() {
        sources = Sources.NONE;

        assertThat(reason(run())).contains("stored and valid").contains("no node probe");
        assertThat(time.instant()).as("there is nothing to wait for").isEqualTo(VirtualTime.START);
    }

    @Test
    void whatCiliumDoesNotAcceptIsRolledBack() {
        valid = "False";

        assertThat(run().reason())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("does not accept").contains("because"));
    }

    @Test
    void whatCiliumSaysNothingAboutStaysUnverified() {
        valid = "";

        assertThat(reason(run())).contains("has not said that it is valid");
    }

    @ParameterizedTest
    @CsvSource({"policy-audit-mode, true, audit mode", "enable-policy, never, never to enforce"})
    void whereCiliumOnlyLooksNothingIsContained(String key, String value, String why) {
        configure(Map.of(key, value));

        assertThat(run().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains(why));
    }

    @Test
    void aCiliumThatNobodyCanAskLeavesItUnverified() {
        sources = sources.withCiliumIn(new Namespace("cilium"));

        assertThat(reason(run())).contains("configmaps/cilium-config in cilium");
    }

    @Test
    void aPolicyThatSomebodyDeletesMeanwhileHasFailed() {
        nodes.enforcesFrom.put(NODE_2, VirtualTime.START.plus(Duration.ofHours(1)));
        nodes.onSecondQuestion =
                () -> policies().forEach(policy -> cluster.delete(policy.ref(), policy.uid(), WriteMode.COMMIT));

        assertThat(run().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("has been deleted"));
    }

    @Test
    void anotherPolicyUnderItsNameIsNotTheOneThatWasMade() {
        nodes.enforcesFrom.put(NODE_2, VirtualTime.START.plus(Duration.ofHours(1)));
        nodes.onSecondQuestion = () -> {
            var ours = policies().get(0);
            cluster.delete(ours.ref(), ours.uid(), WriteMode.COMMIT);
            create(Simulation.POLICIES, "shop", ours.ref().name(), Map.of("spec", ours.map("spec")));
        };

        var result = run();

        assertThat(result.reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("has been deleted"));
        assertThat(policies()).as("theirs is not touched").hasSize(1);
    }

    @Test
    void whenOthersAreCutOffTooItIsRolledBackAtOnce() {
        nodes.cutOff.add(OUTSIDER);

        var result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason())
                .hasValueSatisfying(reason ->
                        assertThat(reason).contains("the control does not hold").contains("192.0.2.1"));
        assertThat(time.instant()).isBefore(VirtualTime.START.plusSeconds(1));
    }

    @Test
    void whoeverWasCutOffBeforeIsNoControl() {
        nodes.closedBefore.add(OUTSIDER);
        nodes.cutOff.add(OUTSIDER);

        assertThat(run().verification()).contains(new Verified());
    }

    @Test
    void aControlThatIsBrokenForAMomentIsNot() {
        nodes.cutOff.add(OUTSIDER);
        nodes.onSecondQuestion = nodes.cutOff::clear;

        assertThat(run().verification()).contains(new Verified());
    }

    @Test
    void whatWasNotSeenBeforeIsNotCompared() {
        nodes.silentQuestionsAtFirst = 2;

        assertThat(reason(run())).contains("what passed before it is not wholly known");
    }

    @Test
    void whatWasNotSeenBeforeIsAskedForOnceMore() {
        nodes.silentQuestionsAtFirst = 1;

        assertThat(run().verification()).contains(new Verified());
    }

    @Test
    void aNamespaceWithoutPodsShowsNothing() {
        cluster.list(Simulation.PODS).forEach(pod -> cluster.delete(pod.ref(), pod.uid(), WriteMode.COMMIT));

        assertThat(reason(run())).contains("no pod");
    }

    @Test
    void aPodOnTheHostsNetworkIsNotLookedAt() {
        cluster.list(Simulation.PODS).forEach(pod -> cluster.delete(pod.ref(), pod.uid(), WriteMode.COMMIT));
        create(
                Simulation.PODS,
                "shop",
                "agent",
                Map.of(
                        "spec", Map.of("nodeName", "node-1", "hostNetwork", true),
                        "status", Map.of("podIP", NODE_1.toString())));

        assertThat(reason(run())).contains("no pod");
    }

    @Test
    void aReadThatFailsOnceIsMadeAgain() {
        // The first list is the look before, the second that of the check.
        var faulty = new FaultyCluster(
                cluster, Faults.nth(Verb.LIST, Simulation.PODS, 2, Fault.before(Reason.UNKNOWN_OUTCOME)));

        assertThat(run(faulty).verification()).contains(new Verified());
    }

    @Test
    void theReleaseSeesThatTheEntriesAreGone() {
        var result = run();
        nodes.staleUntil = time.instant().plusMillis(200);

        var release = engine(cluster).release(result.containment().orElseThrow(), "test");

        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(release.notes()).isEmpty();
        assertThat(time.instant()).isAfter(VirtualTime.START.plusMillis(200));
    }

    @Test
    void anEntryThatStaysIsReported() {
        var result = run();
        nodes.staleUntil = time.instant().plus(Duration.ofHours(1));

        var release = engine(cluster).release(result.containment().orElseThrow(), "test");

        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(release.notes())
                .singleElement()
                .satisfies(
                        note -> assertThat(note).contains("pod 10.244.1.7 still denies packets from and to " + SOURCE));
    }

    private TransactionResult run() {
        return run(cluster);
    }

    private TransactionResult run(Cluster way) {
        return engine(way)
                .run(
                        BlockSource.PLAIN.after(new PolicyEnforced()),
                        BlockSource.texts("shop"),
                        Mode.ENFORCE,
                        new Incident("INC-1"));
    }

    private Engine engine(Cluster way) {
        return new Engine(way, EngineTime.of(time, time), "test", new Namespace("runproof"), this::happened, sources);
    }

    private void happened(EngineEvent event) {
        if (event instanceof Checked result) {
            checked.add(result.result());
        }
        if (event instanceof Effected effected && effected.what() == Effected.What.CREATED && !valid.isEmpty()) {
            var policy = cluster.get(effected.object()).orElseThrow();
            var condition = Map.of("type", "Valid", "status", valid, "message", "because");
            cluster.replace(policy.with("status", Map.of("conditions", List.of(condition))), WriteMode.COMMIT);
        }
    }

    private static String reason(TransactionResult result) {
        return result.verification()
                .map(verification -> verification instanceof Unverified unverified ? unverified.reason() : "VERIFIED")
                .orElse("not contained: " + result);
    }

    private List<KubernetesObject> policies() {
        return cluster.list(Simulation.POLICIES);
    }

    private void configure(Map<String, String> data) {
        var ref = new ObjectRef(Simulation.CONFIG_MAPS, "kube-system", "cilium-config");
        cluster.get(ref).ifPresent(object -> cluster.delete(ref, object.uid(), WriteMode.COMMIT));
        create(Simulation.CONFIG_MAPS, "kube-system", "cilium-config", Map.of("data", data));
    }

    private void node(String name, IpAddress address) {
        var addresses = List.of(
                Map.of("type", "Hostname", "address", name),
                Map.of("type", "InternalIP", "address", address.toString()));
        create(Simulation.NODES, "", name, Map.of("status", Map.of("addresses", addresses)));
    }

    private void pod(String name, String node, String address, Map<String, String> status) {
        var fields = new HashMap<String, Object>(status);
        if (!address.isEmpty()) {
            fields.put("podIP", address);
        }
        create(Simulation.PODS, "shop", name, Map.of("spec", Map.of("nodeName", node), "status", fields));
    }

    private void create(ResourceKind kind, String namespace, String name, Map<String, ?> fields) {
        cluster.create(
                KubernetesObject.of(new ObjectRef(kind, namespace, name), Map.of(), Map.of(), fields),
                WriteMode.COMMIT);
    }

    /** Nodes that enforce the policies that are stored, as far as a test lets them. */
    private final class Nodes implements NodeProbes {

        private final Map<IpAddress, IpAddress> endpoints = new HashMap<>();
        private final Map<IpAddress, Instant> enforcesFrom = new HashMap<>();
        private final Set<IpAddress> silent = new HashSet<>();
        private final Set<Cidr> cutOff = new HashSet<>();
        private final Set<Cidr> closedBefore = new HashSet<>();
        private final Set<IpAddress> asked = new HashSet<>();
        private Verdict egressOfSource = Verdict.DENIED;
        private int silentQuestionsAtFirst;
        private Instant staleUntil = Instant.MIN;
        private Runnable onSecondQuestion = () -> {};
        private int questionsBefore;
        private int questionsAboutAPolicy;

        @Override
        public Map<IpAddress, Reply> ask(Map<IpAddress, ProbeQuestion> questions, Duration timeout) {
            boolean stored = !policies().isEmpty();
            Map<IpAddress, Reply> replies = new HashMap<>();
            questions.forEach((node, question) -> replies.put(node, reply(node, question, stored)));
            questionsBefore++;
            if (stored && ++questionsAboutAPolicy == 2) {
                onSecondQuestion.run();
            }
            return replies;
        }

        private Reply reply(IpAddress node, ProbeQuestion question, boolean stored) {
            if (silent.contains(node) || questionsBefore < silentQuestionsAtFirst) {
                return new Reply.Silent("node " + node + " is silent");
            }
            var rows = new ArrayList<Row>();
            var absent = new HashSet<IpAddress>();
            for (IpAddress endpoint : question.endpoints()) {
                asked.add(endpoint);
                if (node.equals(endpoints.get(endpoint))) {
                    question.peers().forEach(peer -> rows.add(row(node, endpoint, peer, stored)));
                } else {
                    absent.add(endpoint);
                }
            }
            return new Reply.Answered(new ProbeAnswer(rows, absent));
        }

        private Row row(IpAddress node, IpAddress endpoint, Cidr peer, boolean stored) {
            boolean late = time.instant()
                    .isBefore(Optional.ofNullable(enforcesFrom.get(node)).orElse(Instant.MIN));
            boolean stale = time.instant().isBefore(staleUntil);
            if (peer.equals(SOURCE) && ((stored && !late) || stale)) {
                return new Row(endpoint, peer, Verdict.DENIED, egressOfSource);
            }
            boolean closed = stored ? cutOff.contains(peer) : closedBefore.contains(peer);
            var verdict = closed ? Verdict.CLOSED : Verdict.PASSES;
            return new Row(endpoint, peer, verdict, verdict);
        }
    }
}
