package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine does when calls fail, time runs out, or others interfere: in virtual time, on a simulated cluster. */
class EngineFaultsTest {

    private static final Namespace OWN = new Namespace("runproof");
    private static final Faults NONE = call -> Optional.empty();

    private final VirtualTime time = new VirtualTime();
    private final SimulatedCluster cluster = Simulation.cluster(time);
    private int executors;

    @BeforeEach
    void addNamespaces() {
        cluster.addNamespace(OWN.name());
        cluster.addNamespace("shop");
    }

    @ParameterizedTest
    @EnumSource(Fault.Moment.class)
    void anUnansweredCreateIsLookedUp(Fault.Moment moment) {
        var fault = Fault.before(Reason.UNKNOWN_OUTCOME);
        if (moment == Fault.Moment.AFTER) {
            fault = Fault.after(Reason.UNKNOWN_OUTCOME);
        }

        var result = run(Faults.nth(Verb.CREATE, Simulation.POLICIES, 1, fault), BlockSource.PLAIN);

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(policies()).hasSize(1);
        assertThat(record().effect().uid()).isEqualTo(policies().get(0).uid());
    }

    @ParameterizedTest
    @EnumSource(Fault.Moment.class)
    void anUnansweredIntentIsLookedUp(Fault.Moment moment) {
        var fault = Fault.before(Reason.UNKNOWN_OUTCOME);
        if (moment == Fault.Moment.AFTER) {
            fault = Fault.after(Reason.UNKNOWN_OUTCOME);
        }

        var result = run(Faults.nth(Verb.CREATE, Containment.KIND, 1, fault), BlockSource.PLAIN);

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(record().progress().epoch()).isEqualTo(1);
    }

    @Test
    void anEffectThatIsForbiddenIsRolledBack() {
        var result =
                run(Faults.nth(Verb.CREATE, Simulation.POLICIES, 1, Fault.before(Reason.FORBIDDEN)), BlockSource.PLAIN);

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
    }

    @Test
    void anIntentThatCannotBeRecordedHasNoEffect() {
        var result =
                run(Faults.nth(Verb.CREATE, Containment.KIND, 1, Fault.before(Reason.FORBIDDEN)), BlockSource.PLAIN);

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(policies()).isEmpty();
        assertThat(cluster.list(Containment.KIND)).isEmpty();
    }

    @Test
    void aRollbackThatFailsIsTriedAgain() {
        var result = run(
                Faults.nth(Verb.DELETE, Simulation.POLICIES, 1, Fault.before(Reason.TOO_MANY_REQUESTS)),
                BlockSource.PLAIN.after(BlockSource.failing("service-healthy")));

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(policies()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"FORBIDDEN", "INVALID", "UNREACHABLE", "UNKNOWN_OUTCOME", "TOO_MANY_REQUESTS"})
    void aRollbackThatCannotBeCompletedIsForAPerson(Reason reason) {
        Faults noDelete =
                call -> call.verb() == Verb.DELETE ? Optional.of(Fault.before(reason)) : Optional.<Fault>empty();

        var result = run(noDelete, BlockSource.PLAIN.after(BlockSource.failing("service-healthy")));

        String policy = policies().get(0).ref().name();
        assertThat(result.outcome()).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.rolledBack()).isFalse();
        assertThat(result.remaining())
                .extracting(Remainder::command)
                .containsExactly(
                        "kubectl delete ciliumnetworkpolicies.cilium.io/" + policy + " --namespace=shop",
                        "kubectl delete containments.runproof.dev/" + name() + " --namespace=runproof");
        assertThat(record().state()).isEqualTo(ContainmentState.MANUAL_INTERVENTION);
        assertThat(run(NONE, BlockSource.PLAIN).outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(engine(cluster).release(name(), "jane").remaining()).hasSize(2);
    }

    @Test
    void aTransactionThatTakesTooLongIsRolledBack() {
        var slow = BlockSource.check("policy-enforced", context -> {
            time.pass(Duration.ofSeconds(31));
            return new CheckResult.Passed();
        });

        var result = run(NONE, BlockSource.PLAIN.after(slow));

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason().orElseThrow()).contains("max-duration");
        assertThat(policies()).isEmpty();
    }

    @Test
    void anInterruptionAfterTheIntentRollsBack() {
        var result = run(NONE, BlockSource.PLAIN.after(interrupting("policy-enforced")));

        assertThat(Thread.interrupted()).as("given back to the caller").isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason()).contains("it was cancelled");
        assertThat(policies()).isEmpty();
        assertThat(record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
    }

    @Test
    void anInterruptionBeforeTheIntentChangesNothing() {
        var result = run(NONE, BlockSource.PLAIN.before(interrupting("not-protected")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(cluster.list(Containment.KIND)).isEmpty();
    }

    @Test
    void whatNobodyCouldFindOutKeepsTheContainmentUnverified() {
        var result = run(NONE, BlockSource.PLAIN.after(BlockSource.undetermined("policy-enforced")));

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification())
                .contains(new Verification.Unverified("policy-enforced could not find out: nobody knows"));
        assertThat(record().progress().verification()).isEqualTo(result.verification());
    }

    @Test
    void aTransactionWithoutPostCheckIsUnverified() {
        var result = run(NONE, BlockSource.PLAIN.after(new Check[0]));

        assertThat(result.verification()).contains(new Verification.Unverified("the transaction has no post-check"));
    }

    @Test
    void aPreCheckThatFindsNothingOutRefuses() {
        var result = run(NONE, BlockSource.PLAIN.before(BlockSource.undetermined("not-protected")));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains("not-protected could not find out: nobody knows");
    }

    @Test
    void aPreCheckThatFindsNothingOutIsNotedInAuditMode() {
        var transaction = BlockSource.PLAIN.before(BlockSource.undetermined("not-protected"));

        var result = engine(cluster).run(transaction, BlockSource.texts("shop"), Mode.AUDIT, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.AUDITED);
        assertThat(result.notes())
                .containsExactly("a real run would be refused: not-protected could not find out: nobody knows");
    }

    @Test
    void auditModeSaysWhenAdmissionIsUnknown() {
        var noAnswer = new FaultyCluster(
                cluster, Faults.nth(Verb.CREATE, Simulation.POLICIES, 1, Fault.before(Reason.UNKNOWN_OUTCOME)));

        var result =
                engine(noAnswer).run(BlockSource.PLAIN, BlockSource.texts("shop"), Mode.AUDIT, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.AUDITED);
        assertThat(result.notes()).singleElement().asString().contains("is unknown");
    }

    @Test
    void aCheckWithADefectHasFoundNothingOut() {
        var broken = BlockSource.check("broken", context -> {
            throw new IllegalStateException("a defect");
        });

        assertThat(run(NONE, BlockSource.PLAIN.before(broken)).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(run(NONE, BlockSource.PLAIN.after(broken)).verification())
                .get()
                .isInstanceOf(Verification.Unverified.class);
    }

    @Test
    void aListenerWithADefectStopsNothing() {
        Consumer<EngineEvent> broken = event -> {
            throw new IllegalStateException("a defect");
        };

        var result = new Engine(cluster, EngineTime.of(time, time), "executor-1", OWN, broken)
                .run(BlockSource.PLAIN, BlockSource.texts("shop"), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void whoHasLostTheRecordLeavesEverythingAsItIs() {
        var stolen = BlockSource.check("policy-enforced", context -> {
            takeOver("another");
            return new CheckResult.Failed("and now it would roll back");
        });

        var result = run(NONE, BlockSource.PLAIN.after(stolen));

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(result.reason().orElseThrow()).contains("another");
        assertThat(policies()).hasSize(1);
        assertThat(record().progress().holder()).isEqualTo("another");
    }

    @Test
    void whatAnExecutorHoldsIsReleasedWhenItsTimeIsOver() {
        crashAfterTheEffect();
        assertThat(record().state()).isEqualTo(ContainmentState.INTENT);

        var early = engine(cluster).release(name(), "jane");
        time.pass(Duration.ofSeconds(61));
        var late = engine(cluster).release(name(), "jane");

        assertThat(early.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(late.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(record().progress().epoch()).isEqualTo(2);
        assertThat(policies()).isEmpty();
    }

    @Test
    void aContainmentExpiresWhenItsTimeIsOver() {
        run(NONE, BlockSource.PLAIN);

        time.pass(Duration.ofMinutes(59));
        var early = engine(cluster).expire(name());
        run(NONE, BlockSource.PLAIN, "INC-2");
        time.pass(Duration.ofMinutes(2));
        var prolonged = engine(cluster).expire(name());
        time.pass(Duration.ofMinutes(59));
        var late = engine(cluster).expire(name());

        assertThat(early.outcome()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(prolonged.outcome()).as("the second incident has joined").isEqualTo(Outcome.NOT_NEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(policies()).isEmpty();
    }

    @Test
    void aReleaseOfNothingSaysSo() {
        var result = engine(cluster).release("ip-none", "jane");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("there is no containment ip-none in namespace runproof");
    }

    static Stream<Arguments> everyCallAndFault() {
        var cases = new ArrayList<Arguments>();
        for (boolean healthy : List.of(true, false)) {
            for (int call = 1; call <= (healthy ? 5 : 10); call++) {
                for (Fault fault : Fault.each()) {
                    cases.add(Arguments.of(call, fault, healthy));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "call {0}, {1}, post-check passes: {2}")
    @MethodSource("everyCallAndFault")
    void afterAnySingleFaultItIsContainedOrAsBeforeOrSaysWhatIsLeft(int number, Fault fault, boolean healthy) {
        var check = healthy ? BlockSource.passing("healthy") : BlockSource.failing("healthy");
        Faults faults = call -> call.number() == number ? Optional.of(fault) : Optional.empty();

        var result = run(faults, BlockSource.PLAIN.after(check));

        switch (result.outcome()) {
            case CONTAINED -> {
                assertThat(healthy).isTrue();
                assertThat(policies()).hasSize(1);
                assertThat(record().state()).isEqualTo(ContainmentState.CONTAINED);
            }
            case MANUAL_INTERVENTION ->
                assertThat(result.remaining())
                        .extracting(Remainder::object)
                        .containsAll(
                                policies().stream().map(KubernetesObject::ref).toList())
                        .contains(cluster.list(Containment.KIND).get(0).ref());
            default -> {
                assertThat(policies()).isEmpty();
                assertThat(cluster.list(Containment.KIND).stream().map(Containment::of))
                        .allMatch(containment -> containment.state().ended());
            }
        }
    }

    private Check interrupting(String name) {
        return BlockSource.check(name, context -> {
            Thread.currentThread().interrupt();
            return new CheckResult.Passed();
        });
    }

    /** As if the process had ended: what it throws is no answer of a server, and nothing is undone after it. */
    private void crashAfterTheEffect() {
        var crash = new FaultyCluster(cluster, call -> {
            if (call.verb() == Verb.REPLACE || call.verb() == Verb.DELETE) {
                throw new Crash();
            }
            return Optional.empty();
        });
        try {
            engine(crash).run(BlockSource.PLAIN, BlockSource.texts("shop"), Mode.ENFORCE, new Incident("INC-1"));
        } catch (Crash e) {
            return;
        }
        throw new AssertionError("it has not crashed");
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private void takeOver(String holder) {
        var stored = cluster.list(Containment.KIND).get(0);
        var spec = new LinkedHashMap<>(stored.map("spec"));
        spec.putAll(Map.of("holder", holder, "epoch", 2L));
        cluster.replace(stored.with("spec", spec), WriteMode.COMMIT);
    }

    private Engine engine(Cluster way) {
        return new Engine(way, EngineTime.of(time, time), "executor-" + ++executors, OWN, event -> {});
    }

    private TransactionResult run(Faults faults, BlockSource transaction) {
        return run(faults, transaction, "INC-1");
    }

    private TransactionResult run(Faults faults, BlockSource transaction, String incident) {
        return engine(new FaultyCluster(cluster, faults))
                .run(transaction, BlockSource.texts("shop"), Mode.ENFORCE, new Incident(incident));
    }

    private List<KubernetesObject> policies() {
        return cluster.list(Simulation.POLICIES);
    }

    private String name() {
        return cluster.list(Containment.KIND).get(0).ref().name();
    }

    private Containment record() {
        return Containment.of(
                cluster.get(new ObjectRef(Containment.KIND, OWN.name(), name())).orElseThrow());
    }
}
