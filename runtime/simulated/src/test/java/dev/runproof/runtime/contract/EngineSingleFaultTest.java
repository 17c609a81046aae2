package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each call of each work of the engine × each thing that can go wrong with it, one at a time. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class EngineSingleFaultTest {

    @AutoClose
    private final Bench bench;

    EngineSingleFaultTest(Ground ground) {
        bench = ground.bench();
    }

    private List<KubernetesObject> edited = List.of();

    /** What happens at one call. */
    private sealed interface Mishap {

        /** The call fails. */
        record Fails(Fault fault) implements Mishap {}

        /** Somebody deletes the effect just before. */
        record EffectDeleted() implements Mishap {}

        /** Somebody changes the effect just before. */
        record EffectEdited() implements Mishap {}

        /** Somebody deletes the record just before. */
        record RecordDeleted() implements Mishap {}

        /** The executor sleeps for a minute and nobody does anything. */
        record Asleep() implements Mishap {}
    }

    static Stream<Arguments> everything() {
        var mishaps = new ArrayList<Mishap>();
        Fault.each().forEach(fault -> mishaps.add(new Mishap.Fails(fault)));
        mishaps.addAll(List.of(
                new Mishap.EffectDeleted(),
                new Mishap.EffectEdited(),
                new Mishap.RecordDeleted(),
                new Mishap.Asleep()));
        var cases = new ArrayList<Arguments>();
        for (Work work : Work.values()) {
            for (int call = 1; call <= work.calls() + 1; call++) {
                for (Mishap mishap : mishaps) {
                    cases.add(Arguments.of(work, call, mishap));
                }
            }
        }
        System.out.println("single faults of the engine: " + cases.size());
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, call {1}: {2}")
    @MethodSource("everything")
    void afterwardsItIsContainedOrAsBeforeOrItIsSaidWhatIsLeft(Work work, int number, Mishap mishap) {
        work.prepare(bench);

        TransactionResult result =
                work.by(bench.engine(call -> call.number() == number ? happens(mishap) : Optional.empty()), bench);
        assertHonest(result);

        bench.time.pass(Bench.LONG_ENOUGH);
        var round = bench.engine().patrol("serve", Duration.ofDays(7));
        if (bench.records().isEmpty()) {
            assertThat(bench.policies().isEmpty() || mishap instanceof Mishap.RecordDeleted)
                    .as("without a record there is an effect only where somebody deleted the record")
                    .isTrue();
        } else {
            assertAsTheRecordSays();
        }
        assertThat(bench.policies()).as("what somebody changed is not touched").containsAll(edited);
        assertThat(round.problems()).isEmpty();
    }

    /** What the result says is so at the moment at which it says it. */
    private void assertHonest(TransactionResult result) {
        if (result.outcome() == Outcome.ROLLED_BACK || result.outcome() == Outcome.RELEASED) {
            assertThat(bench.policies()).isEmpty();
        }
        if (result.outcome() == Outcome.MANUAL_INTERVENTION) {
            assertThat(result.remaining())
                    .extracting(Remainder::object)
                    .containsAll(
                            bench.policies().stream().map(KubernetesObject::ref).toList())
                    .containsAll(
                            bench.records().stream().map(KubernetesObject::ref).toList());
        }
    }

    private void assertAsTheRecordSays() {
        Containment record = bench.record();
        if (record.state() == ContainmentState.CONTAINED) {
            boolean drifted = record.progress().verification().orElseThrow() instanceof Verification.Unverified;
            assertThat(bench.policies().size() == 1 && edited.isEmpty()).isNotEqualTo(drifted);
        } else if (record.state() == ContainmentState.MANUAL_INTERVENTION) {
            assertThat(bench.policies()).hasSizeLessThan(2);
        } else {
            assertThat(record.state().ended()).as("%s", record.state()).isTrue();
            assertThat(bench.policies()).isEmpty();
        }
    }

    private Optional<Fault> happens(Mishap mishap) {
        if (mishap instanceof Mishap.Fails fails) {
            return Optional.of(fails.fault());
        }
        if (mishap instanceof Mishap.Asleep) {
            bench.time.pass(Bench.LONG_ENOUGH);
        } else if (mishap instanceof Mishap.RecordDeleted) {
            bench.records().forEach(record -> bench.cluster().delete(record, WriteMode.COMMIT));
        } else if (!bench.policies().isEmpty()) {
            if (mishap instanceof Mishap.EffectDeleted) {
                bench.deletePolicy();
            } else {
                bench.editPolicy();
                edited = bench.policies();
            }
        }
        return Optional.empty();
    }
}
