package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.transaction.InputTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of each work on a list that others write too × each thing that can go wrong with it, one at a time. Whatever happens, what
 * others have written in the list stays to the letter.
 */
class ListFaultsTest {

    private Bench bench = Ground.SIMULATED.bench();
    private Optional<ListGround> made = Optional.empty();
    private boolean successor;

    /** Whose list it is. */
    private enum Place {
        /** The annotation of an Ingress. */
        INGRESS {
            @Override
            ListGround on(Bench bench) {
                return new IngressGround(bench.cluster(), bench.shop());
            }
        },
        /** The rules of a SecurityPolicy. */
        GATEWAY {
            @Override
            ListGround on(Bench bench) {
                return new GatewayGround(bench.cluster(), bench.shop());
            }
        };

        abstract ListGround on(Bench bench);
    }

    /** What an executor does. */
    private enum ListWork {
        DENY,
        DENY_AND_ROLL_BACK,
        DENY_AND_RELEASE,
        TAKE_OVER;

        void prepare(Bench bench, ListGround list) {
            if (this == DENY_AND_RELEASE) {
                run(bench.engine(), bench, list);
            } else if (this == TAKE_OVER) {
                // The list is written, and nobody has written that down.
                crashAtFirstReplace(bench, list);
                bench.time.pass(Bench.LONG_ENOUGH);
            }
        }

        private void crashAtFirstReplace(Bench bench, ListGround list) {
            try {
                run(
                        bench.engine(call -> {
                            if (Bench.record(Verb.REPLACE).test(call)) {
                                throw new Bench.Crash();
                            }
                            return Optional.empty();
                        }),
                        bench,
                        list);
            } catch (Bench.Crash e) {
                return;
            }
            throw new AssertionError("it has not crashed");
        }

        TransactionResult by(Engine engine, Bench bench, ListGround list) {
            return this == DENY_AND_RELEASE ? engine.release(bench.name(), "jane") : run(engine, bench, list);
        }

        private TransactionResult run(Engine engine, Bench bench, ListGround list) {
            Check after = this == DENY_AND_ROLL_BACK ? BlockSource.failing("denies") : BlockSource.passing("denies");
            var texts = bench.records().isEmpty()
                    ? list.texts()
                    : InputTexts.of(bench.record().request().inputs());
            return engine.run(list.transaction(List.of(after)), texts, Mode.ENFORCE, new Incident("INC-1"));
        }

        int calls(Place place) {
            var bench = Ground.SIMULATED.bench();
            var calls = new ArrayList<Integer>();
            var list = place.on(bench);
            prepare(bench, list);
            by(
                    bench.engine(call -> {
                        calls.add(call.number());
                        return Optional.empty();
                    }),
                    bench,
                    list);
            list.close();
            return calls.size();
        }
    }

    /** What happens at one call. */
    private sealed interface Mishap {

        record Fails(Fault fault) implements Mishap {}

        /** The executor's process ends. */
        record Killed() implements Mishap {}

        record Deleted() implements Mishap {}

        /** Another object has the name now, whose list has the address. */
        record Replaced() implements Mishap {}

        /** Somebody adds a source to the list. */
        record Added() implements Mishap {}

        /** Somebody takes the address out of the list. */
        record TakenOut() implements Mishap {}

        record RecordDeleted() implements Mishap {}

        record Asleep() implements Mishap {}
    }

    static Stream<Arguments> everything() {
        var mishaps = new ArrayList<Mishap>();
        Fault.each().forEach(fault -> mishaps.add(new Mishap.Fails(fault)));
        mishaps.addAll(List.of(
                new Mishap.Killed(),
                new Mishap.Deleted(),
                new Mishap.Replaced(),
                new Mishap.Added(),
                new Mishap.TakenOut(),
                new Mishap.RecordDeleted(),
                new Mishap.Asleep()));
        var cases = new ArrayList<Arguments>();
        for (Place place : Place.values()) {
            for (ListWork work : ListWork.values()) {
                int calls = work.calls(place);
                for (int call = 1; call <= calls + 1; call++) {
                    for (Mishap mishap : mishaps) {
                        cases.add(Arguments.of(place, work, call, mishap));
                    }
                }
            }
        }
        System.out.println("single faults of work on the list of an Ingress or a SecurityPolicy: " + cases.size());
        return cases.stream();
    }

    @AfterEach
    void close() {
        made.ifPresent(ListGround::close);
        bench.close();
    }

    @ParameterizedTest(name = "{0}, {1}, call {2}: {3}")
    @MethodSource("everything")
    void othersKeepTheirListAndTheRecordSaysTheRest(Place place, ListWork work, int number, Mishap mishap) {
        ListGround list = place.on(bench);
        made = Optional.of(list);
        work.prepare(bench, list);
        String uid = list.object().map(KubernetesObject::uid).orElseThrow();

        try {
            var result = work.by(
                    bench.engine(call -> call.number() == number ? happens(mishap, list) : Optional.empty()),
                    bench,
                    list);
            assertHonest(result, list);
        } catch (Bench.Crash e) {
            assertThat(mishap).isEqualTo(new Mishap.Killed());
        }

        bench.time.pass(Bench.LONG_ENOUGH);
        assertThat(bench.engine().patrol("serve", Duration.ofDays(7)).problems())
                .isEmpty();
        if (successor) {
            assertThat(list.object().orElseThrow().uid()).isNotEqualTo(uid);
            assertThat(list.isDenied()).isTrue();
            assertThat(list.isStamped()).isFalse();
        } else if (list.object().isPresent()) {
            assertListIsAsTheRecordSays(list);
        }
    }

    /** What the result says is so at the moment at which it says it. */
    private void assertHonest(TransactionResult result, ListGround list) {
        if (result.outcome() == Outcome.ROLLED_BACK || result.outcome() == Outcome.RELEASED) {
            assertThat(list.isDenied() && !successor).isFalse();
        }
        if (result.outcome() == Outcome.MANUAL_INTERVENTION && list.isDenied() && !successor) {
            assertThat(result.remaining())
                    .extracting(Remainder::object)
                    .contains(list.object().orElseThrow().ref());
        }
    }

    private void assertListIsAsTheRecordSays(ListGround list) {
        assertThat(list.isOthersAsWritten()).isTrue();
        if (bench.records().isEmpty()) {
            return;
        }
        ContainmentState state = bench.record().state();
        if (state.ended()) {
            assertThat(list.isDenied()).as("%s", state).isFalse();
            assertThat(list.isStamped()).isFalse();
        } else if (state == ContainmentState.CONTAINED) {
            boolean unverified =
                    bench.record().progress().verification().orElseThrow() instanceof Verification.Unverified;
            assertThat(list.isStamped() || unverified).isTrue();
        }
    }

    private Optional<Fault> happens(Mishap mishap, ListGround list) {
        if (mishap instanceof Mishap.Fails fails) {
            return Optional.of(fails.fault());
        }
        if (mishap instanceof Mishap.Killed) {
            throw new Bench.Crash();
        }
        if (mishap instanceof Mishap.Asleep) {
            bench.time.pass(Bench.LONG_ENOUGH);
        } else if (mishap instanceof Mishap.RecordDeleted) {
            bench.records().forEach(record -> bench.cluster().delete(record, WriteMode.COMMIT));
        } else if (mishap instanceof Mishap.Added) {
            list.add();
        } else if (mishap instanceof Mishap.TakenOut) {
            list.takeOut();
        } else if (mishap instanceof Mishap.Deleted) {
            list.delete();
        } else if (mishap instanceof Mishap.Replaced) {
            list.succeed();
            successor = true;
        }
        return Optional.empty();
    }
}
