package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Round;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a resident executor sees and does when it goes round. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class PatrolTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @AutoClose
    private final Bench bench;

    PatrolTest(Ground ground) {
        bench = ground.bench();
    }

    @Test
    void whereNothingIsDueItSaysWhenSomethingWillBe() {
        bench.run("INC-1");
        var before = bench.records();

        var round = patrol();

        assertThat(round)
                .isEqualTo(new Round(
                        List.of(), List.of(), bench.record().progress().expiresAt()));
        assertThat(bench.records()).isEqualTo(before);
    }

    @Test
    void whatHasExpiredIsUndone() {
        bench.run("INC-1");
        bench.time.pass(Duration.ofHours(1));

        assertThat(outcomes(patrol())).containsExactly(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
        assertThat(outcomes(patrol())).isEmpty();
    }

    @Test
    void whatOthersLeftIsFinishedAsSoonAsTheyAreGone() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);

        var early = patrol();
        bench.time.pass(Duration.between(bench.time.instant(), early.next().orElseThrow()));
        var late = patrol();

        assertThat(early.results()).isEmpty();
        assertThat(early.next()).contains(VirtualTime.START.plusSeconds(60));
        assertThat(outcomes(late)).containsExactly(Outcome.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whatSomebodyDeletedIsReportedOnceAndNotPutBack() {
        bench.run("INC-1");
        bench.deletePolicy();

        patrol();
        patrol();

        assertThat(bench.policies()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
        assertThat(bench.record().progress().verification()).get().asString().contains("has been deleted by somebody");
        assertThat(told(EngineEvent.Drifted.class)).hasSize(1);
        bench.time.pass(Duration.ofHours(1));
        assertThat(outcomes(patrol())).containsExactly(Outcome.RELEASED);
    }

    @Test
    void whatSomebodyChangedIsReportedOnceAndLeft() {
        bench.run("INC-1");
        bench.editPolicy();
        var edited = bench.policies();

        patrol();
        patrol();

        assertThat(bench.policies()).isEqualTo(edited);
        assertThat(bench.record().progress().verification())
                .get()
                .isInstanceOfSatisfying(
                        Verification.Unverified.class,
                        unverified -> assertThat(unverified.reason()).contains("has been changed by somebody"));
        assertThat(told(EngineEvent.Drifted.class)).hasSize(1);
        bench.time.pass(Duration.ofHours(1));
        assertThat(outcomes(patrol())).containsExactly(Outcome.MANUAL_INTERVENTION);
        assertThat(bench.policies()).isEqualTo(edited);
        assertThat(outcomes(patrol())).as("a person has been told").isEmpty();
    }

    @Test
    void whatWasMadeAfterTheEndIsRemoved() {
        var asleep = bench.engine(Bench.asleep(Bench.policy(Verb.CREATE), () -> {
            bench.time.pass(Bench.LONG_ENOUGH);
            patrol();
        }));
        bench.run(asleep, BlockSource.PLAIN, "INC-1");
        assertThat(bench.policies()).hasSize(1);

        assertThat(outcomes(patrol())).containsExactly(Outcome.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whatIsMadeAnewMeanwhileIsNotTakenForALeftover() {
        bench.run("INC-1");
        bench.engine().release(bench.name(), "jane");
        var looking = bench.engine(Bench.asleep(Bench.policy(Verb.LIST), () -> bench.run("INC-2")));

        var round = looking.patrol("serve", WEEK);

        assertThat(round.results()).isEmpty();
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
    }

    @Test
    void theRecordOfWhatIsLongOverIsDeleted() {
        bench.run("INC-1");
        bench.engine().release(bench.name(), "jane");

        bench.time.pass(WEEK.minusSeconds(1));
        patrol();
        assertThat(bench.records()).hasSize(1);
        bench.time.pass(Duration.ofSeconds(1));
        patrol();

        assertThat(bench.records()).isEmpty();
        assertThat(told(EngineEvent.Forgotten.class)).hasSize(1);
    }

    @Test
    void aRecordThatIsTakenAnewMeanwhileIsNotDeleted() {
        bench.run("INC-1");
        bench.engine().release(bench.name(), "jane");
        bench.time.pass(WEEK);

        var round = bench.engine(Bench.asleep(Bench.record(Verb.DELETE), () -> bench.run("INC-2")))
                .patrol("serve", WEEK);

        assertThat(round.problems()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
    }

    @Test
    void whatIsForAPersonIsNotForgotten() {
        bench.run("INC-1");
        bench.editPolicy();
        bench.engine().release(bench.name(), "jane");
        bench.time.pass(WEEK.multipliedBy(2));

        patrol();

        assertThat(bench.record().state()).isEqualTo(ContainmentState.MANUAL_INTERVENTION);
    }

    @Test
    void anEffectWhoseRecordWasDeletedIsReportedAndLeft() {
        bench.run("INC-1");
        bench.cluster().delete(bench.records().get(0), WriteMode.COMMIT);
        bench.engine()
                .run(
                        BlockSource.PLAIN,
                        InputTexts.of(Map.of("source", "203.0.113.99", "namespace", bench.shop())),
                        Mode.ENFORCE,
                        new Incident("INC-2"));

        var round = patrol();

        assertThat(round.problems())
                .singleElement()
                .asString()
                .contains(
                        "whose record has been deleted",
                        "To remove it: kubectl delete ciliumnetworkpolicies.cilium.io");
        assertThat(bench.policies()).hasSize(2);
    }

    @Test
    void whatDoesNotEndByItselfIsAskedAboutEachDay() {
        bench.run(bench.engine(), BlockSource.PLAIN.ending(new Expiry.Page(Duration.ofHours(24))), "INC-1");
        assertThat(patrol().next()).contains(VirtualTime.START.plus(Duration.ofHours(24)));
        assertThat(told(EngineEvent.ReviewDue.class)).isEmpty();

        bench.time.pass(Duration.ofHours(24));
        patrol();
        patrol();
        assertThat(told(EngineEvent.ReviewDue.class)).hasSize(1);
        bench.time.pass(Duration.ofHours(24));
        patrol();

        assertThat(told(EngineEvent.ReviewDue.class)).hasSize(2);
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
    }

    @Test
    void whereEffectsCannotBeListedTheRestIsDoneAndNothingIsForgotten() {
        bench.run("INC-1");
        bench.time.pass(Duration.ofHours(1));
        var blind = bench.engine(call ->
                Bench.policy(Verb.LIST).test(call) ? Optional.of(Fault.before(Reason.FORBIDDEN)) : Optional.empty());

        var first = blind.patrol("serve", WEEK);
        bench.time.pass(WEEK);
        blind.patrol("serve", WEEK);

        assertThat(outcomes(first)).containsExactly(Outcome.RELEASED);
        assertThat(first.problems()).singleElement().asString().contains("is not known");
        assertThat(bench.records()).hasSize(1);
    }

    @Test
    void recordsThatCannotBeListedAreNotTakenForNone() {
        var blind = bench.engine(call -> Optional.of(Fault.before(Reason.UNREACHABLE)));

        assertThatExceptionOfType(ClusterException.class).isThrownBy(() -> blind.patrol("serve", WEEK));
    }

    @Test
    void aRecordThatIsNoneStopsNothing() {
        var lax = new SimulatedCluster(bench.time, List.of(Containment.KIND, Simulation.POLICIES), List.of());
        lax.addNamespace(bench.own().name());
        lax.addNamespace(bench.shop());
        var ref = new ObjectRef(Containment.KIND, bench.own().name(), "a-broken-one");
        lax.create(
                KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", Map.of("state", "NONSENSE"))),
                WriteMode.COMMIT);
        var engine = bench.engine(lax);
        bench.run(engine, BlockSource.PLAIN, "INC-1");
        bench.time.pass(Duration.ofHours(1));

        var round = engine.patrol("serve", WEEK);

        assertThat(round.problems()).singleElement().asString().startsWith("containment a-broken-one cannot be read: ");
        assertThat(outcomes(round)).containsExactly(Outcome.RELEASED);
        assertThat(engine.containments()).extracting(Engine.Listed::problem).anyMatch(text -> text.contains("spec."));
    }

    @Test
    void twoWhoGoRoundDoNotDisturbEachOther() {
        bench.run("INC-1");
        bench.time.pass(Duration.ofHours(1));
        var first = bench.engine(Bench.asleep(Bench.record(Verb.REPLACE), this::patrol));

        var round = first.patrol("serve", WEEK);

        assertThat(round.problems()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.UNDONE);
        assertThat(bench.policies()).isEmpty();
    }

    static Stream<Arguments> everyCallAndFault() {
        var cases = new ArrayList<Arguments>();
        for (int call = 1; call <= 9; call++) {
            for (Fault fault : Fault.each()) {
                cases.add(Arguments.of(call, fault));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "call {0}, {1}")
    @MethodSource("everyCallAndFault")
    void afterAnySingleFaultTheNextRoundHasDoneIt(int number, Fault fault) {
        bench.run("INC-1");
        bench.time.pass(Duration.ofHours(1));
        var faulty = bench.engine(call -> call.number() == number ? Optional.of(fault) : Optional.empty());

        try {
            faulty.patrol("serve", WEEK);
        } catch (ClusterException e) {
            assertThat(number).as("the list of records").isEqualTo(1);
        }
        boolean forAPerson = bench.record().state() == ContainmentState.MANUAL_INTERVENTION;
        bench.time.pass(Bench.LONG_ENOUGH);
        patrol();

        if (forAPerson) {
            assertThat(fault.failure().getMessage()).containsAnyOf("FORBIDDEN", "INVALID");
            assertThat(bench.policies())
                    .as("or gone, where only the look after it failed")
                    .hasSizeLessThan(2);
        } else {
            assertThat(bench.record().state()).isEqualTo(ContainmentState.UNDONE);
            assertThat(bench.policies()).isEmpty();
        }
    }

    private Round patrol() {
        return bench.engine().patrol("serve", WEEK);
    }

    private static List<Outcome> outcomes(Round round) {
        return round.results().stream().map(TransactionResult::outcome).toList();
    }

    private <T extends EngineEvent> List<T> told(Class<T> type) {
        return bench.events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
