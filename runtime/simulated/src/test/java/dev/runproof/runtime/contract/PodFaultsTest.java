package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.KillsBelow;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
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
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of each work on an object of somebody else's × each thing that can go wrong with it, one at a time: what an
 * action changes in it or deletes. On a real server, where a case takes a hundred times as long, only what a server decides
 * on.
 */
class PodFaultsTest {

    private static final String MARK = "example.com/marked";
    private static final String STAMPS = "edit.runproof.dev/";
    private static final String THEIRS = "example.com/theirs";

    @AutoClose
    private Bench bench = Ground.SIMULATED.bench();

    private boolean successor;
    private boolean reverted;
    private boolean noted;

    /** What an executor does. */
    private enum PodWork {
        EDIT,
        EDIT_AND_ROLL_BACK,
        EDIT_AND_RELEASE,
        TAKE_OVER_AN_EDIT,
        DELETE,
        DELETE_CHECKED_TWICE,
        DELETE_AND_FAIL,
        DELETE_AND_RELEASE,
        TAKE_OVER_A_DELETION;

        private ContainPod transaction() {
            return switch (this) {
                case EDIT, EDIT_AND_RELEASE, TAKE_OVER_AN_EDIT -> ContainPod.EDITED;
                case EDIT_AND_ROLL_BACK -> ContainPod.EDITED.after(BlockSource.failing("pod-still-running"));
                case DELETE, DELETE_AND_RELEASE, TAKE_OVER_A_DELETION -> ContainPod.DELETED;
                case DELETE_CHECKED_TWICE ->
                    ContainPod.DELETED.before(new KillsBelow(new Count(1), TimeSpan.parse("10m")));
                case DELETE_AND_FAIL -> ContainPod.DELETED.after(BlockSource.failing("pod-gone"));
            };
        }

        boolean deletes() {
            return EnumSet.range(DELETE, TAKE_OVER_A_DELETION).contains(this);
        }

        void prepare(Bench bench) {
            bench.cluster().create(ContainPod.pod(bench.shop()), WriteMode.COMMIT);
            if (this == EDIT_AND_RELEASE || this == DELETE_AND_RELEASE) {
                run(bench.engine(), bench);
            } else if (this == TAKE_OVER_AN_EDIT || this == TAKE_OVER_A_DELETION) {
                // The pod is changed, and nobody has written that down.
                crash(bench, 1);
                bench.time.pass(Bench.LONG_ENOUGH);
            }
        }

        private void crash(Bench bench, int replaces) {
            var seen = new int[1];
            try {
                run(
                        bench.engine(call -> {
                            if (Bench.record(Verb.REPLACE).test(call) && ++seen[0] == replaces) {
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
            return this == EDIT_AND_RELEASE || this == DELETE_AND_RELEASE
                    ? engine.release(bench.name(), "jane")
                    : run(engine, bench);
        }

        private TransactionResult run(Engine engine, Bench bench) {
            return engine.run(transaction(), texts(bench), Mode.ENFORCE, new Incident("INC-1"));
        }

        /** Whoever comes second means the pod that the first has meant. */
        private static InputTexts texts(Bench bench) {
            return bench.records().isEmpty()
                    ? ContainPod.texts(bench.cluster()
                            .get(ContainPod.pod(bench.shop()).ref())
                            .orElseThrow())
                    : InputTexts.of(bench.record().request().inputs());
        }

        int calls() {
            var bench = Ground.SIMULATED.bench();
            prepare(bench);
            var calls = new ArrayList<Integer>();
            by(
                    bench.engine(call -> {
                        calls.add(call.number());
                        return Optional.empty();
                    }),
                    bench);
            return calls.size();
        }
    }

    /** What happens at one call. */
    private sealed interface Mishap {

        record Fails(Fault fault) implements Mishap {}

        /** The executor's process ends. */
        record Killed() implements Mishap {}

        record PodDeleted() implements Mishap {}

        /** Another pod has the name now. */
        record PodReplaced() implements Mishap {}

        /** Somebody takes the mark away, and what says whose it was. */
        record Reverted() implements Mishap {}

        /** Somebody takes away what says whose the mark is, and leaves the mark. */
        record Unstamped() implements Mishap {}

        /** Somebody writes something else on the pod. */
        record Noted() implements Mishap {}

        record RecordDeleted() implements Mishap {}

        record Asleep() implements Mishap {}
    }

    static Stream<Arguments> everything() {
        var mishaps = new ArrayList<Mishap>();
        Fault.each().forEach(fault -> mishaps.add(new Mishap.Fails(fault)));
        mishaps.addAll(List.of(
                new Mishap.Killed(),
                new Mishap.PodDeleted(),
                new Mishap.PodReplaced(),
                new Mishap.Reverted(),
                new Mishap.Unstamped(),
                new Mishap.Noted(),
                new Mishap.RecordDeleted(),
                new Mishap.Asleep()));
        var cases = new ArrayList<Arguments>();
        var decided = List.of(
                new Mishap.Fails(Fault.after(Reason.UNKNOWN_OUTCOME)),
                new Mishap.Killed(),
                new Mishap.PodReplaced(),
                new Mishap.Reverted());
        for (Ground ground : Ground.values()) {
            for (PodWork work : PodWork.values()) {
                for (int call = 1; call <= work.calls() + 1; call++) {
                    for (Mishap mishap : ground == Ground.KUBERNETES ? decided : mishaps) {
                        cases.add(Arguments.of(ground, work, call, mishap));
                    }
                }
            }
        }
        System.out.println("single faults of work on a pod: " + cases.size());
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, call {2}: {3}")
    @MethodSource("everything")
    void afterwardsItIsContainedOrAsBeforeOrItIsSaidWhatIsLeft(Ground ground, PodWork work, int number, Mishap mishap) {
        bench = ground.bench();
        work.prepare(bench);
        String uid = bench.cluster()
                .get(ContainPod.pod(bench.shop()).ref())
                .map(KubernetesObject::uid)
                .orElse("gone");

        try {
            var result =
                    work.by(bench.engine(call -> call.number() == number ? happens(mishap) : Optional.empty()), bench);
            assertHonest(result, work);
        } catch (Bench.Crash e) {
            assertThat(mishap).isEqualTo(new Mishap.Killed());
        }

        bench.time.pass(Bench.LONG_ENOUGH);
        var round = bench.engine().patrol("serve", Duration.ofDays(7));
        assertThat(round.problems()).isEmpty();
        if (!bench.records().isEmpty()) {
            assertAsTheRecordSays(work, uid);
        }
        assertOthersAreUntouched(uid);
    }

    private Optional<KubernetesObject> pod() {
        return bench.cluster().get(ContainPod.pod(bench.shop()).ref());
    }

    private static boolean isStamped(KubernetesObject pod) {
        return pod.map("metadata", "annotations").keySet().stream().anyMatch(key -> key.startsWith(STAMPS));
    }

    private static boolean isMarked(KubernetesObject pod) {
        return pod.label(MARK).isPresent()
                || pod.label("tier").equals(Optional.of("contained"))
                || pod.annotation("example.com/list").equals(Optional.of("theirs,ours"));
    }

    /** What the result says is so at the moment at which it says it. */
    private void assertHonest(TransactionResult result, PodWork work) {
        if ((result.outcome() == Outcome.ROLLED_BACK || result.outcome() == Outcome.RELEASED) && !work.deletes()) {
            assertThat(pod().stream().toList())
                    .allSatisfy(
                            pod -> assertThat(isMarked(pod) || isStamped(pod)).isFalse());
        }
        if (result.outcome() == Outcome.ROLLED_BACK && work.deletes() && !successor) {
            assertThat(result.rolledBack()).isTrue();
        }
        if (result.outcome() == Outcome.MANUAL_INTERVENTION) {
            boolean left = work.deletes()
                    ? work != PodWork.DELETE_AND_RELEASE
                    : pod().filter(pod -> isMarked(pod) || isStamped(pod)).isPresent();
            assertThat(result.remaining())
                    .extracting(Remainder::object)
                    .containsAll(
                            bench.records().stream().map(KubernetesObject::ref).toList())
                    .containsAll(left ? List.of(ContainPod.pod(bench.shop()).ref()) : List.of());
        }
    }

    private void assertAsTheRecordSays(PodWork work, String uid) {
        Containment record = bench.record();
        boolean there = pod().filter(pod -> pod.uid().equals(uid)).isPresent();
        if (record.state() == ContainmentState.CONTAINED) {
            boolean unverified = record.progress().verification().orElseThrow() instanceof Verification.Unverified;
            if (work.deletes()) {
                assertThat(there).as("what was deleted").isEqualTo(unverified);
            } else {
                boolean holds = there && isMarked(pod().orElseThrow()) && !reverted;
                assertThat(holds).isNotEqualTo(unverified);
            }
        } else if (record.state() != ContainmentState.MANUAL_INTERVENTION) {
            assertThat(record.state().ended()).as("%s", record.state()).isTrue();
            if (there) {
                assertThat(isMarked(pod().orElseThrow())).isFalse();
                assertThat(isStamped(pod().orElseThrow())).isFalse();
            }
        }
    }

    private void assertOthersAreUntouched(String uid) {
        if (successor) {
            var pod = pod().orElseThrow();
            assertThat(pod.uid()).isNotEqualTo(uid);
            assertThat(isMarked(pod) || isStamped(pod)).isFalse();
            assertThat(pod.label("app")).contains("web");
        }
        if (noted) {
            assertThat(pod().stream().toList())
                    .allSatisfy(pod -> assertThat(pod.annotation(THEIRS)).contains("a note"));
        }
        pod().ifPresent(pod -> assertThat(pod.annotation("example.com/list").orElse(""))
                .as("the list of others")
                .startsWith("theirs"));
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
        } else if (mishap instanceof Mishap.Noted) {
            edit(pod -> {
                noted = true;
                return pod.withAt(List.of("metadata", "annotations", THEIRS), Optional.of("a note"));
            });
        } else if (mishap instanceof Mishap.Unstamped) {
            edit(pod -> {
                var annotations = new TreeMap<>(pod.map("metadata", "annotations"));
                reverted |= annotations.keySet().removeIf(key -> key.startsWith(STAMPS));
                return pod.withMetadata(Map.of("annotations", annotations));
            });
        } else if (mishap instanceof Mishap.Reverted) {
            edit(pod -> {
                reverted = pod.label(MARK).isPresent();
                return pod.withAt(List.of("metadata", "labels", MARK), Optional.empty());
            });
        } else {
            pod().ifPresent(pod -> bench.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT));
            if (mishap instanceof Mishap.PodReplaced) {
                bench.cluster().create(ContainPod.pod(bench.shop()), WriteMode.COMMIT);
                successor = true;
            }
        }
        return Optional.empty();
    }

    private void edit(UnaryOperator<KubernetesObject> change) {
        while (pod().isPresent()) {
            try {
                bench.cluster().replace(change.apply(pod().orElseThrow()), WriteMode.COMMIT);
                return;
            } catch (ClusterException e) {
                assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
            }
        }
    }
}
