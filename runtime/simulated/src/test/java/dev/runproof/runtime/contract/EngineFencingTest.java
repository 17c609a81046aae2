package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two executors on one target: the second waits, joins or takes over, and the first is then kept out. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class EngineFencingTest {

    @AutoClose
    private final Bench bench;

    EngineFencingTest(Ground ground) {
        bench = ground.bench();
    }

    @Test
    void aSecondIncidentWaitsForTheFirstAndJoins() {
        var second = new ArrayList<TransactionResult>();
        var first = bench.engine(Bench.asleep(Bench.record(Verb.CREATE), () -> {
            // The first is just about to record its intent; the second is faster.
            second.add(bench.run("INC-2"));
        }));

        var result = bench.run(first, BlockSource.PLAIN, "INC-1");

        assertThat(second).extracting(TransactionResult::outcome).containsExactly(Outcome.CONTAINED);
        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(result.notes()).containsExactly("it was contained already; the incident has joined as a claim");
        assertThat(bench.record().claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-2", "INC-1");
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whoFindsAnotherAtWorkWaitsAndThenTakesOver() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
        var uid = bench.policies().get(0).uid();

        var result = bench.run("INC-2");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.time.instant()).isAfterOrEqualTo(VirtualTime.START.plusSeconds(60));
        assertThat(bench.time.instant()).isBefore(VirtualTime.START.plusSeconds(62));
        assertThat(bench.record().progress().epoch()).isEqualTo(2);
        assertThat(bench.record().claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-1", "INC-2");
        assertThat(bench.policies()).extracting(policy -> policy.uid()).containsExactly(uid);
        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whoTakesOverLooksAgainWhetherItMay() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
        bench.time.pass(Bench.LONG_ENOUGH);
        var strict = BlockSource.PLAIN.before(BlockSource.failing("not-protected"));

        var result = bench.run(bench.engine(), strict, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason()).contains("not-protected: it does not hold");
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whoFindsAnUnfinishedEndingFinishesItAndBeginsAnew() {
        bench.crashBefore(Bench.policy(Verb.DELETE), BlockSource.PLAIN.after(BlockSource.failing("service-healthy")));
        var uid = bench.policies().get(0).uid();

        var result = bench.run("INC-2");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-2");
        assertThat(bench.policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.uid()).isNotEqualTo(uid));
    }

    @Test
    void whoWaitsCanBeCancelled() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
        var waiting = bench.engine(Bench.asleep(
                call -> call.number() == 3, () -> Thread.currentThread().interrupt()));

        var result = bench.run(waiting, BlockSource.PLAIN, "INC-2");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.INTENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE", "REPLACE"})
    void whoWakesUpAfterAnotherHasTakenOverLeavesEverything(Verb verb) {
        var asleep = bench.engine(
                Bench.asleep(verb == Verb.CREATE ? Bench.policy(Verb.CREATE) : Bench.record(Verb.REPLACE), () -> {
                    bench.time.pass(Bench.LONG_ENOUGH);
                    bench.run("INC-2");
                }));

        var result = bench.run(asleep, BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
        assertThat(bench.record().progress().epoch()).isEqualTo(2);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whatIsMadeAfterTheEndIsFoundAndRemoved() {
        var asleep = bench.engine(Bench.asleep(Bench.policy(Verb.CREATE), () -> {
            bench.time.pass(Bench.LONG_ENOUGH);
            assertThat(bench.engine().recover(bench.name(), "recover").outcome())
                    .isEqualTo(Outcome.ROLLED_BACK);
        }));
        assertThat(bench.run(asleep, BlockSource.PLAIN, "INC-1").outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(bench.policies()).as("what it has made without knowing").hasSize(1);

        var result = bench.engine().recover(bench.name(), "recover");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason()).contains("its effect was found after it had ended");
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
        assertThat(bench.record().progress().epoch()).isEqualTo(3);
        assertThat(bench.engine().recover(bench.name(), "recover").outcome()).isEqualTo(Outcome.NOT_NEEDED);
    }

    @Test
    void whoSleepsWhileItUndoesDoesNotRemoveWhatItsSuccessorMade() {
        var sleepy = bench.engine(call -> {
            if (call.number() == 4) {
                return Optional.of(Fault.after(Reason.FORBIDDEN));
            }
            if (Bench.policy(Verb.GET).test(call) && bench.records().size() == 1 && isRollingBack()) {
                bench.time.pass(Bench.LONG_ENOUGH);
                assertThat(bench.run("INC-2").outcome()).isEqualTo(Outcome.CONTAINED);
            }
            return Optional.empty();
        });

        var result = bench.run(sleepy, BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
    }

    private boolean isRollingBack() {
        return bench.record().state() == ContainmentState.ROLLING_BACK;
    }

    @Test
    void whoCannotJournalItsRollbackDoesNotActOnWhatAnotherHasTaken() {
        var sleepy = bench.engine(call -> {
            if (Bench.record(Verb.REPLACE).test(call) && bench.record().state() == ContainmentState.APPLIED) {
                bench.time.pass(Bench.LONG_ENOUGH);
                assertThat(bench.run("INC-2").outcome()).isEqualTo(Outcome.CONTAINED);
            }
            return Bench.record(Verb.REPLACE).test(call) && bench.record().state() == ContainmentState.CONTAINED
                    ? Optional.of(Fault.before(Reason.FORBIDDEN))
                    : Optional.empty();
        });

        var result = bench.run(sleepy, BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whatCannotBeJournalledIsTakenBackAllTheSameByWhoHasIt() {
        var noRecords = bench.engine(call -> Bench.record(Verb.REPLACE).test(call)
                ? Optional.of(Fault.before(Reason.UNREACHABLE))
                : Optional.empty());

        var result = bench.run(noRecords, BlockSource.PLAIN, "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.remaining())
                .singleElement()
                .satisfies(left -> assertThat(left.command()).startsWith("kubectl delete containments"));
        assertThat(bench.policies()).isEmpty();
        bench.time.pass(Bench.LONG_ENOUGH);
        assertThat(bench.engine().recover(bench.name(), "recover").outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void whoseRecordIsDeletedWhileItWorksLeavesNothing() {
        var deleted = BlockSource.check("policy-enforced", context -> {
            bench.cluster().delete(bench.records().get(0), WriteMode.COMMIT);
            return new CheckResult.Passed();
        });

        var result = bench.run(bench.engine(), BlockSource.PLAIN.after(deleted), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.remaining()).isEmpty();
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECEIVED", "WAITING"})
    void whatWasNeverBegunIsBroughtToItsEndBeforeAnotherBegins(String state) {
        bench.run("INC-1");
        bench.deletePolicy();
        bench.rewriteRecord(Map.of(
                "state",
                state,
                "holder",
                "executor-9/1",
                "deadline",
                bench.time.instant().toString()));

        var result = bench.run("INC-2");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().claims())
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-2");
        assertThat(bench.events.stream().filter(EngineEvent.Retrying.class::isInstance))
                .as("it says once that it waits")
                .hasSize(1);
    }

    @Test
    void aReleaseThatCanNeitherWriteNorReadChangesNothing() {
        bench.run("INC-1");
        var first = new boolean[1];
        var gone = bench.engine(call -> {
            boolean fails = first[0];
            first[0] = true;
            return fails ? Optional.of(Fault.before(Reason.UNREACHABLE)) : Optional.empty();
        });

        var result = gone.release(bench.name(), "jane");

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void anEpochIsNotUsedAgainAfterTheRecordWasDeleted() {
        bench.run("INC-1");
        bench.engine().release(bench.name(), "jane");
        bench.run("INC-2");
        long epoch = bench.record().progress().epoch();
        bench.cluster().delete(bench.records().get(0), WriteMode.COMMIT);

        var result = bench.run("INC-3");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(epoch).isGreaterThan(1);
        assertThat(bench.record().progress().epoch()).isGreaterThan(epoch);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whatSomebodyPutBackAsItWasIsTakenBackToo() {
        bench.run("INC-1");
        var policy = bench.policies().get(0);
        bench.deletePolicy();
        bench.cluster().create(policy.with("metadata", withoutVersion(policy)), WriteMode.COMMIT);

        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }

    private static Map<String, Object> withoutVersion(KubernetesObject object) {
        var metadata = new LinkedHashMap<>(object.map("metadata"));
        metadata.keySet().removeAll(List.of("uid", "resourceVersion"));
        return metadata;
    }

    @Test
    void aStepOfTheWallClockEndsNothing() {
        var wall = new AtomicReference<>(VirtualTime.START);
        InstantSource stepping = wall::get;
        var jump = BlockSource.check("policy-enforced", context -> {
            wall.set(VirtualTime.START.plus(Duration.ofHours(2)));
            return new CheckResult.Passed();
        });
        var engine = new Engine(
                bench.cluster(),
                new EngineTime(stepping, () -> 0L, bench.time),
                "executor-1",
                bench.own(),
                event -> {});

        assertThat(bench.run(engine, BlockSource.PLAIN.after(jump), "INC-1").outcome())
                .isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongARun() {
        var nanos = new AtomicReference<>(0L);
        InstantSource standing = () -> VirtualTime.START;
        var slow = BlockSource.check("policy-enforced", context -> {
            nanos.set(Duration.ofSeconds(31).toNanos());
            return new CheckResult.Passed();
        });
        var engine = new Engine(
                bench.cluster(),
                new EngineTime(standing, nanos::get, bench.time),
                "executor-1",
                bench.own(),
                event -> {});

        assertThat(bench.run(engine, BlockSource.PLAIN.after(slow), "INC-1")
                        .reason()
                        .orElseThrow())
                .contains("max-duration");
    }

    @Test
    void undoingGoesOnUntilItsDeadline() {
        Instant back = VirtualTime.START.plusSeconds(14);
        var restarting = bench.engine(call ->
                Bench.policy(Verb.DELETE).test(call) && bench.time.instant().isBefore(back)
                        ? Optional.of(Fault.before(Reason.UNREACHABLE))
                        : Optional.empty());

        var result = bench.run(restarting, BlockSource.PLAIN.after(BlockSource.failing("service-healthy")), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void undoingIsTriedAgainWhereTheServerDoesNotKnowItsRolesYet() {
        Instant ready = VirtualTime.START.plusSeconds(3);
        var starting = bench.engine(call -> (Bench.policy(Verb.GET).test(call)
                                || Bench.policy(Verb.DELETE).test(call)
                                || Bench.record(Verb.GET).test(call)
                                || Bench.record(Verb.REPLACE).test(call))
                        && bench.records().size() == 1
                        && bench.record().state() != ContainmentState.INTENT
                        && bench.time.instant().isBefore(ready)
                ? Optional.of(Fault.before(Reason.FORBIDDEN))
                : Optional.empty());

        var result = bench.run(starting, BlockSource.PLAIN.after(BlockSource.failing("service-healthy")), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
    }

    @Test
    void theServerSaysWhenToAskAgain() {
        var busy = new boolean[] {true};
        var engine = bench.engine(call -> {
            if (Bench.policy(Verb.CREATE).test(call) && busy[0]) {
                busy[0] = false;
                return Optional.of(new Fault(
                        Fault.Moment.BEFORE,
                        new ClusterException(Reason.TOO_MANY_REQUESTS, "busy", Duration.ofSeconds(7))));
            }
            return Optional.empty();
        });

        assertThat(bench.run(engine, BlockSource.PLAIN, "INC-1").outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.time.instant()).isEqualTo(VirtualTime.START.plusSeconds(7));
    }

    @Test
    void longTextsAreCutToWhatARecordTakes() {
        var wordy = BlockSource.check(
                "policy-enforced", context -> new CheckResult.Undetermined("\ud83d\ude00".repeat(5000)));

        var result = bench.run(bench.engine(), BlockSource.PLAIN.after(wordy), "INC-1");

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history().get(2).note())
                .hasSizeLessThanOrEqualTo(4096)
                .endsWith("\ude00\u2026");
        assertThat(bench.engine().release(bench.name(), "j".repeat(9000)).outcome())
                .isEqualTo(Outcome.RELEASED);
    }
}
