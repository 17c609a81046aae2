package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.IngressGround.LIST;
import static dev.runproof.runtime.contract.IngressGround.THEIRS;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of each work on the list of an Ingress × each thing that can go wrong with it, one at a time. Whatever happens, what
 * others have written in the list stays to the letter.
 */
class IngressFaultsTest {

    private static final String ADDED = ",  192.0.2.9";

    private Bench bench = Ground.SIMULATED.bench();
    private IngressGround web = new IngressGround(bench.cluster(), bench.shop());
    private String theirs = THEIRS;
    private boolean successor;

    /** What an executor does. */
    private enum ListWork {
        DENY,
        DENY_AND_ROLL_BACK,
        DENY_AND_RELEASE,
        TAKE_OVER;

        void prepare(Bench bench) {
            if (this == DENY_AND_RELEASE) {
                run(bench.engine(), bench);
            } else if (this == TAKE_OVER) {
                // The list is written, and nobody has written that down.
                crashAtFirstReplace(bench);
                bench.time.pass(Bench.LONG_ENOUGH);
            }
        }

        private void crashAtFirstReplace(Bench bench) {
            try {
                run(
                        bench.engine(call -> {
                            if (Bench.record(Verb.REPLACE).test(call)) {
                                throw new Bench.Crash();
                            }
                            return Optional.empty();
                        }),
                        bench);
            } catch (Bench.Crash e) {
                return;
            }
            throw new AssertionError("it has not crashed");
        }

        TransactionResult by(Engine engine, Bench bench) {
            return this == DENY_AND_RELEASE ? engine.release(bench.name(), "jane") : run(engine, bench);
        }

        private TransactionResult run(Engine engine, Bench bench) {
            Check after = this == DENY_AND_ROLL_BACK
                    ? BlockSource.failing("ingress-denies")
                    : BlockSource.passing("ingress-denies");
            var texts = bench.records().isEmpty()
                    ? DenyIngress.texts(DenyIngress.ATTACKER, bench.shop())
                    : InputTexts.of(bench.record().request().inputs());
            return engine.run(
                    new DenyIngress(bench.shop(), List.of(), List.of(after)),
                    texts,
                    Mode.ENFORCE,
                    new Incident("INC-1"));
        }

        int calls() {
            var bench = Ground.SIMULATED.bench();
            var calls = new ArrayList<Integer>();
            var ground = new IngressGround(bench.cluster(), bench.shop());
            prepare(bench);
            by(
                    bench.engine(call -> {
                        calls.add(call.number());
                        return Optional.empty();
                    }),
                    bench);
            ground.close();
            return calls.size();
        }
    }

    /** What happens at one call. */
    private sealed interface Mishap {

        record Fails(Fault fault) implements Mishap {}

        /** The executor's process ends. */
        record Killed() implements Mishap {}

        record Deleted() implements Mishap {}

        /** Another Ingress has the name now, whose list has the address. */
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
        for (ListWork work : ListWork.values()) {
            int calls = work.calls();
            for (int call = 1; call <= calls + 1; call++) {
                for (Mishap mishap : mishaps) {
                    cases.add(Arguments.of(work, call, mishap));
                }
            }
        }
        System.out.println("single faults of work on the list of an Ingress: " + cases.size());
        return cases.stream();
    }

    @AfterEach
    void close() {
        web.close();
        bench.close();
    }

    @ParameterizedTest(name = "{0}, call {1}: {2}")
    @MethodSource("everything")
    void othersKeepTheirListAndTheRecordSaysTheRest(ListWork work, int number, Mishap mishap) {
        work.prepare(bench);
        String uid = web.ingress().map(KubernetesObject::uid).orElseThrow();

        try {
            var result =
                    work.by(bench.engine(call -> call.number() == number ? happens(mishap) : Optional.empty()), bench);
            assertHonest(result);
        } catch (Bench.Crash e) {
            assertThat(mishap).isEqualTo(new Mishap.Killed());
        }

        bench.time.pass(Bench.LONG_ENOUGH);
        assertThat(bench.engine().patrol("serve", Duration.ofDays(7)).problems())
                .isEmpty();
        if (successor) {
            assertThat(web.ingress().orElseThrow().uid()).isNotEqualTo(uid);
            assertThat(web.list()).contains(DenyIngress.ATTACKER);
            assertThat(web.isStamped()).isFalse();
        } else if (web.ingress().isPresent()) {
            assertListIsAsTheRecordSays();
        }
    }

    private boolean isDenied() {
        return web.list().filter(list -> list.contains(DenyIngress.ATTACKER)).isPresent();
    }

    /** What the result says is so at the moment at which it says it. */
    private void assertHonest(TransactionResult result) {
        if (result.outcome() == Outcome.ROLLED_BACK || result.outcome() == Outcome.RELEASED) {
            assertThat(isDenied() && !successor).isFalse();
        }
        if (result.outcome() == Outcome.MANUAL_INTERVENTION && isDenied() && !successor) {
            assertThat(result.remaining())
                    .extracting(Remainder::object)
                    .contains(web.ingress().orElseThrow().ref());
        }
    }

    private void assertListIsAsTheRecordSays() {
        String list = web.list().orElse("");
        assertThat(list.replaceFirst("," + DenyIngress.ATTACKER, "")).isEqualTo(theirs);
        if (bench.records().isEmpty()) {
            return;
        }
        ContainmentState state = bench.record().state();
        if (state.ended()) {
            assertThat(isDenied()).as("%s", state).isFalse();
            assertThat(web.isStamped()).isFalse();
        } else if (state == ContainmentState.CONTAINED) {
            boolean unverified =
                    bench.record().progress().verification().orElseThrow() instanceof Verification.Unverified;
            assertThat(web.isStamped() || unverified).isTrue();
        }
    }

    private Optional<Fault> happens(Mishap mishap) {
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
            web.write(list -> list + ADDED);
            theirs += ADDED;
        } else if (mishap instanceof Mishap.TakenOut) {
            web.write(list -> list.replaceFirst("," + DenyIngress.ATTACKER, ""));
        } else if (mishap instanceof Mishap.Deleted) {
            web.delete();
        } else if (mishap instanceof Mishap.Replaced) {
            web.create(Map.of(LIST, DenyIngress.ATTACKER));
            successor = true;
        }
        return Optional.empty();
    }
}
