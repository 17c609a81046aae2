package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentRules;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine does on every cluster. */
abstract class EngineContract {

    private KubernetesObject shopNamespace;
    private KubernetesObject ownNamespace;
    private String shop;
    private Engine engine;

    private final Map<Namespace, Sources> sources = new HashMap<>();

    abstract Cluster cluster();

    /** The same cluster, as a person edits what is in it. */
    abstract Cluster editor();

    /** Where checks look. */
    Sources sources(Namespace own) {
        return Sources.NONE;
    }

    @BeforeEach
    void makeNamespaces() {
        shopNamespace = TestCluster.newNamespace(cluster());
        ownNamespace = TestCluster.newNamespace(cluster());
        shop = shopNamespace.ref().name();
        engine = engine("executor-1");
    }

    @AfterEach
    void removeNamespaces() {
        TestCluster.remove(cluster(), shopNamespace);
        TestCluster.remove(cluster(), ownNamespace);
    }

    @Test
    void aRunContainsAndAReleaseLeavesNothing() {
        var result = run(BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).contains(new Verification.Verified());
        assertThat(policy()).isPresent();
        assertThat(record(result).state()).isEqualTo(ContainmentState.CONTAINED);
        assertThat(record(result).progress().holder()).isEmpty();
        assertThat(states(result))
                .containsExactly(ContainmentState.INTENT, ContainmentState.APPLIED, ContainmentState.CONTAINED);

        var release = engine.release(name(result), "jane");

        assertThat(release.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(policy()).isEmpty();
        assertThat(record(result).state()).isEqualTo(ContainmentState.UNDONE);
        assertThat(states(result)).endsWith(ContainmentState.UNDOING, ContainmentState.UNDONE);
        assertThat(engine.release(name(result), "jane").outcome()).isEqualTo(Outcome.NOT_NEEDED);
    }

    @Test
    void aListIsContainedWholeAndReleasedWhole() {
        var result = run(BlockSource.PLAIN.of(BlockSource.MANY), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.containment().orElseThrow()).startsWith("ips-");
        var request = record(result).request();
        assertThat(ContainmentTarget.of(request.target(), request.detail()))
                .as("what a later executor reads in the record")
                .contains(new ContainmentTarget.Addresses(BlockSource.MANY, new Namespace(shop)));
        assertThat(policies())
                .singleElement()
                .satisfies(policy -> assertThat(denied(policy)).hasSize(200));

        assertThat(engine.release(name(result), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(policies()).isEmpty();
    }

    @Test
    void theLongestListFitsIntoARecord() {
        var longest = IntStream.range(0, IpAddresses.MAX_COUNT)
                .mapToObj(i -> "2001:db8:ffff:ffff:ffff:ffff:ffff:" + (1000 + i))
                .collect(Collectors.joining(","));
        var addresses = IpAddresses.parse(longest);

        var result = run(BlockSource.PLAIN.of(addresses), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(record(result).request().detail()).isEqualTo(longest);
        assertThat(record(result).request().target()).hasSizeLessThan(512);
    }

    @Test
    void anAddressMayBeInSeveralListsAndBlockedByItself() {
        var one = run(BlockSource.PLAIN, "INC-1");
        var many = run(BlockSource.PLAIN.of(BlockSource.MANY), "INC-2");
        var two = run(BlockSource.PLAIN.of(IpAddresses.parse(BlockSource.ATTACKER + ",192.0.2.1")), "INC-3");

        assertThat(List.of(one.outcome(), many.outcome(), two.outcome())).containsOnly(Outcome.CONTAINED);
        assertThat(policies()).hasSize(3);
        for (var next : List.of(many, one, two)) {
            assertThat(policies())
                    .allSatisfy(policy -> assertThat(denied(policy)).contains(BlockSource.ATTACKER + "/32"));
            assertThat(engine.release(name(next), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        }
        assertThat(policies()).isEmpty();
    }

    @Test
    void theSameListInAnyOrderIsOneContainment() {
        var first = run(BlockSource.PLAIN.of(IpAddresses.parse("192.0.2.1,192.0.2.2")), "INC-1");
        var second = run(BlockSource.PLAIN.of(IpAddresses.parse("192.0.2.2 192.0.2.1")), "INC-2");

        assertThat(second.containment()).isEqualTo(first.containment());
        assertThat(record(first).claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-1", "INC-2");
        assertThat(policies()).hasSize(1);
    }

    private List<KubernetesObject> policies() {
        return cluster().list(Simulation.POLICIES, shop);
    }

    private static List<String> denied(KubernetesObject policy) {
        return policy.list("spec", "ingressDeny").stream()
                .flatMap(rule -> rule instanceof Map<?, ?> map && map.get("fromCIDR") instanceof List<?> ranges
                        ? ranges.stream()
                        : Stream.empty())
                .map(String::valueOf)
                .toList();
    }

    @Test
    void theEffectSaysWhoseItIs() {
        var result = run(BlockSource.PLAIN, "INC 1");

        var policy = policy().orElseThrow();
        var record = record(result);
        assertThat(policy.label("app.kubernetes.io/managed-by")).contains("runproof");
        assertThat(policy.label("runproof.dev/action")).contains("block-ip");
        assertThat(policy.label("runproof.dev/incident")).contains(new Incident("INC 1").label());
        assertThat(policy.annotation("runproof.dev/transaction")).contains("block-source");
        assertThat(policy.annotation("runproof.dev/containment"))
                .contains(ownNamespace.ref().name() + "/" + name(result));
        assertThat(policy.annotation("runproof.dev/epoch")).contains("1");
        assertThat(policy.annotation("runproof.dev/digest"))
                .contains(record.effect().digest());
        assertThat(policy.annotation("runproof.dev/expires-at"))
                .isEqualTo(record.progress().expiresAt().map(Object::toString));
        assertThat(record.effect().uid()).isEqualTo(policy.uid());
        assertThat(record.request().inputs()).isEqualTo(Map.of("source", BlockSource.ATTACKER, "namespace", shop));
        assertThat(record.progress().next().orElseThrow().what()).isEqualTo(Containment.Due.What.UNDO);
    }

    @Test
    void auditModeAsksTheServerAndLeavesNothing() {
        var result = engine.run(BlockSource.PLAIN, BlockSource.texts(shop), Mode.AUDIT, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.AUDITED);
        assertThat(result.effect().orElseThrow().uid())
                .as("the server's answer")
                .isNotEmpty();
        assertThat(result.notes()).isEmpty();
        assertThat(policy()).isEmpty();
        assertThat(records()).isEmpty();
    }

    @Test
    void auditModeSaysWhatTheServerWouldRefuse() {
        var result = engine.run(BlockSource.PLAIN, BlockSource.texts(shop + "-not"), Mode.AUDIT, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains(shop + "-not");
    }

    @Test
    void aSecondIncidentJoins() {
        var first = run(BlockSource.PLAIN, "INC-1");
        var before = policy().orElseThrow();

        var second = run(BlockSource.PLAIN, "INC-2");
        var again = run(BlockSource.PLAIN, "INC-2");

        assertThat(second.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(again.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(second.containment()).isEqualTo(first.containment());
        assertThat(record(first).claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-1", "INC-2");
        assertThatIsStill(before);
    }

    @Test
    void anotherTransactionOnTheTargetIsAConflict() {
        var first = run(BlockSource.PLAIN, "INC-1");
        var before = policy().orElseThrow();

        var second = run(BlockSource.PLAIN.withBlock("1"), "INC-2");

        assertThat(second.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(second.reason().orElseThrow()).contains(name(first));
        assertThatIsStill(before);
    }

    @Test
    void nobodyJoinsAContainmentWhoseEffectIsGone() {
        run(BlockSource.PLAIN, "INC-1");
        var policy = policy().orElseThrow();
        cluster().delete(policy.ref(), policy.uid(), WriteMode.COMMIT);

        var second = run(BlockSource.PLAIN, "INC-2");

        assertThat(second.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(second.reason().orElseThrow()).contains("deleted");
    }

    @Test
    void anObjectOfSomebodyElseIsNeverOverwritten() {
        var foreign = KubernetesObject.of(
                policyRef(),
                Map.of("app.kubernetes.io/managed-by", "gitops"),
                Map.of(),
                Map.of("spec", Map.of("endpointSelector", Map.of(), "ingress", List.of(Map.of()))));
        var before = cluster().create(foreign, WriteMode.COMMIT);

        var result = run(BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(result.reason().orElseThrow()).contains("gitops");
        assertThat(result.remaining()).isEmpty();
        assertThatIsStill(before);
        assertThat(record(result).state()).isEqualTo(ContainmentState.ROLLED_BACK);
    }

    @Test
    void aFailedPreCheckWritesNothing() {
        var result = run(BlockSource.PLAIN.before(BlockSource.failing("not-protected")), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains("not-protected: it does not hold");
        assertThat(policy()).isEmpty();
        assertThat(records()).isEmpty();
    }

    @Test
    void aFailedPostCheckRollsBack() {
        var result = run(BlockSource.PLAIN.after(BlockSource.failing("service-healthy")), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.rolledBack()).isTrue();
        assertThat(result.reason()).contains("service-healthy: it does not hold");
        assertThat(policy()).isEmpty();
        assertThat(states(result))
                .containsExactly(
                        ContainmentState.INTENT,
                        ContainmentState.APPLIED,
                        ContainmentState.ROLLING_BACK,
                        ContainmentState.ROLLED_BACK);
    }

    @Test
    void whatTheServerRefusesIsRolledBack() {
        var result =
                engine.run(BlockSource.PLAIN, BlockSource.texts(shop + "-not"), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.remaining()).isEmpty();
        assertThat(states(result))
                .containsExactly(ContainmentState.INTENT, ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK);
    }

    @Test
    void whereTheNamespaceIsDeletedBeforeTheEffectNothingIsLeft() {
        var deleting = BlockSource.check("not-protected", context -> {
            TestCluster.remove(cluster(), shopNamespace);
            return new CheckResult.Passed();
        });

        var result = run(BlockSource.PLAIN.before(deleting), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.remaining()).isEmpty();
        assertThat(policy()).isEmpty();
        assertThat(record(result).state()).isEqualTo(ContainmentState.ROLLED_BACK);
        shopNamespace = TestCluster.newNamespace(cluster());
    }

    @Test
    void whatIsDeletedWithItsNamespaceIsNoticedAndReleased() {
        var result = run(BlockSource.PLAIN, "INC-1");
        TestCluster.remove(cluster(), shopNamespace);
        WebServer.await("the policy is gone with its namespace", () -> policy().isEmpty());

        assertThat(engine.patrol("serve", Duration.ofDays(7)).results()).isEmpty();
        assertThat(record(result).progress().verification()).get().isInstanceOf(Verification.Unverified.class);
        assertThat(engine.release(name(result), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(record(result).state()).isEqualTo(ContainmentState.UNDONE);
        shopNamespace = TestCluster.newNamespace(cluster());
    }

    @Test
    void whereTheRecordGoesWithItsNamespaceTheEffectIsTakenBack() {
        var deleting = BlockSource.check("policy-enforced", context -> {
            TestCluster.remove(cluster(), ownNamespace);
            WebServer.await(
                    "the record is gone with its namespace", () -> records().isEmpty());
            return new CheckResult.Passed();
        });

        var result = run(BlockSource.PLAIN.after(deleting), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(policy()).isEmpty();
        ownNamespace = TestCluster.newNamespace(cluster());
    }

    @Test
    void withoutANamespaceForTheRecordNothingIsChanged() {
        var deleting = BlockSource.check("not-protected", context -> {
            TestCluster.remove(cluster(), ownNamespace);
            return new CheckResult.Passed();
        });

        var result = run(BlockSource.PLAIN.before(deleting), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.remaining()).isEmpty();
        assertThat(policy()).isEmpty();
        ownNamespace = TestCluster.newNamespace(cluster());
    }

    @Test
    void eachTimeATargetIsTakenTheEpochGrows() {
        var first = run(BlockSource.PLAIN, "INC-1");
        engine.release(name(first), "jane");
        var released = record(first).progress().epoch();

        var second = run(BlockSource.PLAIN.withBlock("1"), "INC-2");

        assertThat(second.containment()).isEqualTo(first.containment());
        assertThat(record(second).progress().epoch()).isGreaterThan(released).isGreaterThan(1);
        assertThat(policy().orElseThrow().annotation("runproof.dev/epoch"))
                .contains(Long.toString(record(second).progress().epoch()));
        assertThat(states(second)).startsWith(ContainmentState.INTENT).hasSize(3);
    }

    @Test
    void whatSomebodyChangedSinceIsLeftAndReported() {
        var result = run(BlockSource.PLAIN, "INC-1");
        var edited = edit(Map.of(
                "ingressDeny",
                List.of(Map.of("fromCIDR", List.of("192.0.2.0/24")), Map.of("fromCIDR", List.of("198.51.100.0/24"))),
                "egressDeny",
                List.of()));

        var release = engine.release(name(result), "jane");

        assertThat(release.outcome()).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThatIsStill(edited);
        var left = release.remaining().get(0);
        assertThat(left.differences())
                .extracting(Difference::path)
                .containsExactly("spec.egressDeny[0]", "spec.ingressDeny[0].fromCIDR[0]", "spec.ingressDeny[1]");
        assertThat(left.differences().get(0).sentence())
                .isEqualTo("spec.egressDeny[0]: {\"toCIDR\":[\"" + BlockSource.ATTACKER
                        + "/32\"]} was written, nothing is there");
        assertThat(left.differences().get(1).sentence())
                .startsWith("spec.ingressDeny[0].fromCIDR[0]: \"" + BlockSource.ATTACKER + "/32\" was written, "
                        + "\"192.0.2.0/24\" is there, by kubectl-edit at 20");
        assertThat(left.differences().get(2).written()).isEmpty();
        assertThat(left.look())
                .isEqualTo("kubectl get ciliumnetworkpolicies.cilium.io/"
                        + edited.ref().name() + " --namespace=" + shop + " --output=yaml --show-managed-fields");
        assertThat(release.remaining())
                .extracting(remainder -> remainder.command())
                .containsExactly(
                        "kubectl delete ciliumnetworkpolicies.cilium.io/"
                                + edited.ref().name() + " --namespace=" + shop,
                        "kubectl delete containments.runproof.dev/" + name(result) + " --namespace="
                                + ownNamespace.ref().name());
        assertThat(record(result).state()).isEqualTo(ContainmentState.MANUAL_INTERVENTION);
        assertThat(run(BlockSource.PLAIN, "INC-2").outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(engine("executor-2").release(name(result), "jane").remaining())
                .hasSize(2)
                .first()
                .extracting(Remainder::differences)
                .as("by another process, which has only the record")
                .isEqualTo(left.differences());
    }

    @Test
    void aContainmentWithoutAnEndHasNothingDue() {
        var result = run(BlockSource.PLAIN.ending(new Expiry.Never()), "INC-1");

        assertThat(record(result).progress().expiresAt()).isEmpty();
        assertThat(record(result).progress().next()).isEmpty();
        assertThat(engine.expire(name(result)).outcome()).isEqualTo(Outcome.NOT_NEEDED);
    }

    @Test
    void aContainmentThatIsReviewedStays() {
        var result = run(BlockSource.PLAIN.ending(new Expiry.Page(Duration.ofMillis(1))), "INC-1");

        assertThat(record(result).progress().next().orElseThrow().what()).isEqualTo(Containment.Due.What.PAGE);
        assertThat(engine.expire(name(result)).outcome()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(policy()).isPresent();
    }

    @Test
    void anotherInstallationHasRecordsOfItsOwn() {
        var first = run(BlockSource.PLAIN, "INC-1");
        var before = policy().orElseThrow();
        var otherNamespace = TestCluster.newNamespace(cluster());
        try {
            var other = new Engine(
                    cluster(),
                    EngineTime.real(),
                    "executor-2",
                    new Namespace(otherNamespace.ref().name()),
                    event -> {});

            var second = other.run(BlockSource.PLAIN, BlockSource.texts(shop), Mode.ENFORCE, new Incident("INC-2"));

            assertThat(second.outcome()).isEqualTo(Outcome.CONFLICT);
            assertThat(second.reason().orElseThrow())
                    .contains("containment " + ownNamespace.ref().name() + "/" + name(first));
            assertThatIsStill(before);
        } finally {
            TestCluster.remove(cluster(), otherNamespace);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ContainmentState.class,
            names = {"INTENT", "APPLIED", "ROLLING_BACK", "UNDOING"})
    void whatAnExecutorThatIsGoneHasLeftIsTakenBackByAnother(ContainmentState state) {
        var result = run(BlockSource.PLAIN, "INC-1");
        leaveIn(result, state);

        var recovery = engine("executor-2").recover(name(result), "recover");

        assertThat(recovery.outcome())
                .isEqualTo(state == ContainmentState.UNDOING ? Outcome.RELEASED : Outcome.ROLLED_BACK);
        assertThat(policy()).isEmpty();
        assertThat(record(result).state().ended()).isTrue();
        assertThat(record(result).progress().epoch()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ContainmentState.class,
            names = {"INTENT", "APPLIED"})
    void whatAnExecutorThatIsGoneHasBegunIsCompletedByTheNextRun(ContainmentState state) {
        var first = run(BlockSource.PLAIN, "INC-1");
        var before = policy().orElseThrow();
        leaveIn(first, state);

        var second = engine("executor-2")
                .run(BlockSource.PLAIN, BlockSource.texts(shop), Mode.ENFORCE, new Incident("INC-2"));

        assertThat(second.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(record(first).progress().epoch()).isEqualTo(2);
        assertThat(record(first).claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-1", "INC-2");
        assertThatIsStill(before);
    }

    @Test
    void whatIsFoundAfterTheEndIsRemoved() {
        var result = run(BlockSource.PLAIN, "INC-1");
        leaveIn(result, ContainmentState.ROLLED_BACK);

        assertThat(engine.recover(name(result), "recover").outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(policy()).isEmpty();
        assertThat(states(result))
                .endsWith(ContainmentState.INTENT, ContainmentState.ROLLING_BACK, ContainmentState.ROLLED_BACK);
    }

    @Test
    void goingRoundUndoesWhatHasExpiredAndSeesWhatWasDeleted() {
        var result = run(BlockSource.PLAIN, "INC-1");
        var policy = policy().orElseThrow();
        cluster().delete(policy.ref(), policy.uid(), WriteMode.COMMIT);

        assertThat(engine.patrol("serve", Duration.ofDays(7)).results()).isEmpty();
        assertThat(record(result).progress().verification()).get().isInstanceOf(Verification.Unverified.class);

        leaveIn(result, ContainmentState.CONTAINED, "expiresAt", "2026-01-01T00:00:00Z");
        assertThat(engine.patrol("serve", Duration.ofDays(7)).results())
                .extracting(TransactionResult::outcome)
                .containsExactly(Outcome.RELEASED);
        assertThat(engine.patrol("serve", Duration.ZERO).results()).isEmpty();
        assertThat(records()).as("it is over, and kept no longer").isEmpty();
    }

    @Test
    void oneOfTwoIncidentsIsReleasedAndAReviewIsKept() {
        var result = run(BlockSource.PLAIN, "INC-1");
        run(BlockSource.PLAIN, "INC-2");

        var left = engine.release(name(result), "jane", new Incident("INC-1"));
        engine.review(name(result), Containment.Review.Verdict.TRUE_POSITIVE, "jane");

        assertThat(left.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(policy()).isPresent();
        assertThat(record(result).claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-2");
        assertThat(record(result).review().orElseThrow().verdict()).isEqualTo(Containment.Review.Verdict.TRUE_POSITIVE);
        assertThat(engine.release(name(result), "jane", new Incident("INC-2")).outcome())
                .isEqualTo(Outcome.RELEASED);
        assertThat(policy()).isEmpty();
    }

    @Test
    void theServerTakesAsMuchAsTheEngineWrites() {
        var wordy = BlockSource.check(
                "policy-enforced", context -> new CheckResult.Undetermined("\ud83d\ude00".repeat(5000)));

        var result = run(BlockSource.PLAIN.after(wordy), "I".repeat(Incident.MAX_LENGTH));

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(engine.release(name(result), "j".repeat(5000)).outcome()).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void theSignOfLifeIsRenewed() throws InterruptedException {
        var heartbeat = new Heartbeat(
                cluster(),
                InstantSource.system(),
                new Namespace(ownNamespace.ref().name()));
        assertThat(heartbeat.isAlive(duration -> {})).isFalse();

        heartbeat.beat("executor-1");
        heartbeat.beat("executor-2");

        assertThat(heartbeat.isAlive(duration -> {})).isTrue();
    }

    /** Puts a record into a state in which an executor that is gone could have left it. */
    private void leaveIn(TransactionResult result, ContainmentState state, Object... more) {
        var stored = stored(result);
        cluster().delete(stored, WriteMode.COMMIT);
        var spec = new LinkedHashMap<>(stored.map("spec"));
        spec.put("state", state.name());
        boolean held = !state.ended() && state != ContainmentState.CONTAINED;
        spec.put("holder", held ? "executor-0/1" : "");
        if (held) {
            spec.put("deadline", "2026-01-01T00:00:00Z");
        }
        for (int i = 0; i < more.length; i += 2) {
            spec.put((String) more[i], more[i + 1]);
        }
        cluster().create(KubernetesObject.of(stored.ref(), Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
    }

    @ParameterizedTest
    @EnumSource(ContainmentState.class)
    void theServerLetsARecordTakeTheStepsOfTheTableOnly(ContainmentState from) {
        var result = run(BlockSource.PLAIN, "INC-1");
        var stored = stored(result);
        cluster().delete(stored.ref(), stored.uid(), WriteMode.COMMIT);
        var before = cluster()
                .create(
                        KubernetesObject.of(
                                stored.ref(),
                                Map.of(),
                                Map.of(),
                                Map.of(
                                        "spec",
                                        changed(stored, "state", from.name()).map("spec"))),
                        WriteMode.COMMIT);

        for (ContainmentState to : ContainmentState.values()) {
            for (long raise : List.of(0L, 1L)) {
                var after = changed(changed(before, "state", to.name()), "epoch", 1 + raise);
                assertThat(isAdmitted(after))
                        .as(from + " to " + to + (raise == 1 ? " with a higher epoch" : ""))
                        .isEqualTo(from.mayBecome(to, raise == 1));
            }
        }
    }

    @Test
    void theServerKeepsEpochHolderAndTarget() {
        run(BlockSource.PLAIN, "INC-1");
        run(BlockSource.PLAIN, "INC-1");
        var stored = stored(run(BlockSource.PLAIN, "INC-1"));
        var held = changed(changed(stored, "holder", "executor-2"), "epoch", 5L);

        assertThat(isAdmitted(changed(stored, "holder", "executor-2")))
                .as("a stolen holder")
                .isFalse();
        assertThat(isAdmitted(held)).as("a new holder with a higher epoch").isTrue();
        var later = cluster().replace(held, WriteMode.COMMIT);
        assertThat(isAdmitted(changed(later, "holder", ""))).as("no holder").isTrue();
        assertThat(isAdmitted(changed(later, "epoch", 4L))).as("a lower epoch").isFalse();
        assertThat(isAdmitted(changed(later, "target", "ip/shop/203.0.113.99")))
                .as("another target")
                .isFalse();
    }

    private boolean isAdmitted(KubernetesObject after) {
        var before = cluster().get(after.ref());
        var expected = ContainmentRules.refusal(before, after).isEmpty();
        if (expected) {
            cluster().replace(after, WriteMode.DRY_RUN);
        } else {
            assertThatExceptionOfType(ClusterException.class)
                    .isThrownBy(() -> cluster().replace(after, WriteMode.DRY_RUN))
                    .extracting(ClusterException::reason)
                    .isEqualTo(Reason.INVALID);
        }
        return expected;
    }

    private static KubernetesObject changed(KubernetesObject object, String field, Object value) {
        var spec = new LinkedHashMap<>(object.map("spec"));
        spec.put(field, value);
        return object.with("spec", spec);
    }

    private Engine engine(String holder) {
        var own = new Namespace(ownNamespace.ref().name());
        return new Engine(
                cluster(), EngineTime.real(), holder, own, event -> {}, sources.computeIfAbsent(own, this::sources));
    }

    private TransactionResult run(SafetyTransaction<?> transaction, String incident) {
        return engine.run(transaction, BlockSource.texts(shop), Mode.ENFORCE, new Incident(incident));
    }

    private ObjectRef policyRef() {
        var action = new BlockIp(IpAddress.parse(BlockSource.ATTACKER), new Namespace(shop));
        return ((Change.Create) action.change(cluster())).object().ref();
    }

    private Optional<KubernetesObject> policy() {
        return cluster().get(policyRef());
    }

    private KubernetesObject edit(Map<String, ?> fields) {
        while (true) {
            var policy = policy().orElseThrow();
            var spec = new LinkedHashMap<>(policy.map("spec"));
            spec.putAll(fields);
            try {
                return editor().replace(policy.with("spec", spec), WriteMode.COMMIT);
            } catch (ClusterException e) {
                assertThat(e.reason())
                        .as("Cilium has written its status meanwhile")
                        .isEqualTo(Reason.CONFLICT);
            }
        }
    }

    /** A real Cilium writes the status of a policy at any time. */
    private void assertThatIsStill(KubernetesObject before) {
        var now = policy().orElseThrow();
        assertThat(now.uid()).isEqualTo(before.uid());
        assertThat(now.map("spec")).isEqualTo(before.map("spec"));
    }

    private List<KubernetesObject> records() {
        return cluster().list(Containment.KIND).stream()
                .filter(object ->
                        object.ref().namespace().equals(ownNamespace.ref().name()))
                .toList();
    }

    private static String name(TransactionResult result) {
        return result.containment().orElseThrow();
    }

    private KubernetesObject stored(TransactionResult result) {
        return cluster()
                .get(new ObjectRef(Containment.KIND, ownNamespace.ref().name(), name(result)))
                .orElseThrow();
    }

    private Containment record(TransactionResult result) {
        return engine.containment(name(result)).orElseThrow();
    }

    private List<ContainmentState> states(TransactionResult result) {
        return record(result).history().stream().map(Containment.Entry::state).toList();
    }
}
