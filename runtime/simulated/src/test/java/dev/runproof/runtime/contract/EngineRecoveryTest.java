package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.engine.Containment.Entry;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What any executor makes of what another has left. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class EngineRecoveryTest {

    @AutoClose
    private final Bench bench;

    EngineRecoveryTest(Ground ground) {
        bench = ground.bench();
    }

    static Stream<Arguments> everyCallOfEveryWork() {
        var cases = new ArrayList<Arguments>();
        for (Work work : Work.values()) {
            for (int call = 1; call <= work.calls(); call++) {
                cases.add(Arguments.of(work, call, false));
                cases.add(Arguments.of(work, call, true));
            }
        }
        System.out.println("crash points of the engine: " + cases.size());
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, crash at call {1}, after it is done: {2}")
    @MethodSource("everyCallOfEveryWork")
    void whereverAnExecutorCrashesAnotherFinishesIt(Work work, int number, boolean after) {
        work.prepare(bench);
        crash(work, number, after);
        var left =
                bench.records().isEmpty() ? "nothing" : bench.record().state().name();

        bench.time.pass(Bench.LONG_ENOUGH);
        bench.engine().containments().forEach(record -> bench.engine().recover(record.name(), "recover"));

        if (bench.records().isEmpty()) {
            assertThat(bench.policies()).as("left with %s", left).isEmpty();
        } else if (bench.record().state() == ContainmentState.CONTAINED) {
            assertThat(left).as("what was not contained is taken back").isEqualTo("CONTAINED");
            assertThat(bench.policies()).hasSize(1);
        } else {
            assertThat(bench.record().state().ended()).as("left with %s", left).isTrue();
            assertThat(bench.policies()).as("left with %s", left).isEmpty();
        }
        assertThat(bench.run(bench.engine(), work.transaction(), "INC-2").outcome())
                .isEqualTo(Outcome.CONTAINED);
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }

    private void crash(Work work, int number, boolean after) {
        var way = new FaultyCluster(bench.cluster(), call -> {
            if (call.number() == (after ? number + 1 : number)) {
                throw new Bench.Crash();
            }
            return Optional.empty();
        });
        try {
            work.by(bench.engine(way), bench);
        } catch (Bench.Crash e) {
            return;
        }
        assertThat(after || bench.isMirrored())
                .as("only after the last call, of which a mirror spares some, there is nothing to crash in")
                .isTrue();
    }

    @Test
    void whoIsAtWorkIsLeftAlone() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
        bench.time.pass(Duration.ofSeconds(59));

        var result = bench.engine().recover(bench.name(), "recover");

        assertThat(result.outcome()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(result.reason().orElseThrow()).contains("executor-1/1 is working on it (INTENT)");
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whoUndoesHasTheTimeForThatAndNoMore() {
        bench.crashBefore(Bench.policy(Verb.DELETE), BlockSource.PLAIN.after(BlockSource.failing("service-healthy")));
        bench.time.pass(Duration.ofSeconds(31));

        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLING_BACK);
        assertThat(bench.engine().recover(bench.name(), "recover").outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.record().history())
                .extracting(Entry::note)
                .contains("taken over from executor-1/1, whose time is over");
    }

    @Test
    void aProcessKnowsThatItsOwnRunsAreOver() {
        var crashed = new boolean[1];
        var engine = bench.engine(call -> {
            if (call.verb() == Verb.REPLACE && !crashed[0]) {
                crashed[0] = true;
                throw new Bench.Crash();
            }
            return Optional.empty();
        });
        try {
            bench.run(engine, BlockSource.PLAIN, "INC-1");
        } catch (Bench.Crash e) {
            assertThat(bench.record().state()).isEqualTo(ContainmentState.INTENT);
        }

        assertThat(bench.engine().recover(bench.name(), "another process").outcome())
                .isEqualTo(Outcome.NOT_NEEDED);
        assertThat(engine.recover(bench.name(), "the same").outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @CsvSource({
        "RECEIVED, executor-9/1, CANCELLED, CANCELLED",
        "WAITING, executor-9/1, CANCELLED, CANCELLED",
        "WAITING, '', NOT_NEEDED, WAITING",
        "INTENT, executor-9/1, ROLLED_BACK, ROLLED_BACK",
        "APPLIED, executor-9/1, ROLLED_BACK, ROLLED_BACK",
        "ROLLING_BACK, executor-9/1, ROLLED_BACK, ROLLED_BACK",
        "UNDOING, executor-9/1, RELEASED, UNDONE",
        "MANUAL_INTERVENTION, '', MANUAL_INTERVENTION, MANUAL_INTERVENTION",
    })
    void inEachStateWhatIsDueIsDone(String state, String holder, Outcome outcome, ContainmentState reached) {
        bench.run("INC-1");
        if (outcome == Outcome.CANCELLED || state.equals("WAITING")) {
            bench.deletePolicy();
        }
        bench.rewriteRecord(Map.of(
                "state",
                state,
                "holder",
                holder,
                "deadline",
                bench.time.instant().toString()));
        long before = bench.record().progress().epoch();
        bench.time.pass(Bench.LONG_ENOUGH);

        var result = bench.engine().recover(bench.name(), "recover");

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(bench.record().state()).isEqualTo(reached);
        if (reached.ended()) {
            assertThat(bench.policies()).isEmpty();
            assertThat(bench.record().progress().epoch()).isGreaterThan(before);
            assertThat(bench.record().progress().holder()).isEmpty();
        }
    }

    @Test
    void whatSomebodyChangedIsLeftByARecoveryToo() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
        bench.editPolicy();
        var edited = bench.policies().get(0);
        bench.time.pass(Bench.LONG_ENOUGH);

        var result = bench.engine().recover(bench.name(), "recover");

        assertThat(result.outcome()).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(bench.policies()).containsExactly(edited);
    }

    @Test
    void aRecoveryThatIsInterruptedIsFinishedByTheNext() {
        bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
        for (int number = 1; number <= 4; number++) {
            bench.time.pass(Bench.LONG_ENOUGH);
            int last = number;
            try {
                bench.engine(call -> {
                            if (call.number() == last) {
                                throw new Bench.Crash();
                            }
                            return Optional.empty();
                        })
                        .recover(bench.name(), "recover");
            } catch (Bench.Crash e) {
                assertThat(bench.record().state().ended()).isFalse();
            }
        }
        bench.time.pass(Bench.LONG_ENOUGH);
        bench.engine().recover(bench.name(), "recover");

        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whatIsContainedIsLeftUntilItsTimeIsOver() {
        bench.run("INC-1");
        assertThat(bench.engine().recover(bench.name(), "recover").outcome()).isEqualTo(Outcome.NOT_NEEDED);

        bench.time.pass(Duration.ofHours(1));

        assertThat(bench.engine().recover(bench.name(), "recover").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.record().state()).isEqualTo(ContainmentState.UNDONE);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void aRecordThatIsNoneIsListedWithWhatIsWrong() {
        bench.run("INC-1");
        assertThat(bench.engine().containments())
                .singleElement()
                .satisfies(listed -> assertThat(listed.containment()).contains(bench.record()));
        assertThat(List.copyOf(bench.engine().containments()))
                .extracting(Engine.Listed::problem)
                .containsExactly("");
    }
}
