package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.response.Grace;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.RunState;
import dev.runproof.runtime.response.StepState;
import dev.runproof.runtime.simulated.Faults.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call of each work on runs × each thing that can go wrong with it, and the end of the process before and after each,
 * one at a time; then another executor does what is due. Afterwards, whatever happened: each step had its effect at most
 * once, was undone exactly where it should be, nothing of others was touched, and the record tells the truth.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Ground.class,
        names = {"SIMULATED"})
class ResponseSingleFaultTest {

    private static final Duration WEEK = Duration.ofDays(7);

    /** How many rounds another executor may need, each after the time that its predecessor had. */
    private static final int ROUNDS = 4;

    private static final AtomicInteger CASES = new AtomicInteger();
    private static final AtomicInteger HELD = new AtomicInteger();

    @AutoClose
    private final Bench bench;

    private final KubernetesObject foreign;

    ResponseSingleFaultTest(Ground ground) {
        bench = ground.bench();
        foreign = bench.cluster()
                .create(
                        KubernetesObject.of(
                                new ObjectRef(Simulation.POLICIES, bench.shop(), "theirs"),
                                Map.of("app.kubernetes.io/managed-by", "gitops"),
                                Map.of(),
                                Map.of("spec", Map.of("endpointSelector", Map.of(), "ingress", List.of(Map.of())))),
                        WriteMode.COMMIT);
    }

    /** What happens at one call. */
    private sealed interface Mishap {

        /** The call fails. */
        record Fails(Fault fault) implements Mishap {}

        /** The process is killed, before the server hears of the call. */
        record Killed() implements Mishap {}

        /** The executor sleeps for longer than it has, and nobody does anything. */
        record Asleep() implements Mishap {}

        /** The executor sleeps for longer than it has, and another goes on meanwhile. */
        record Overtaken() implements Mishap {}

        /** Somebody deletes the record of the run just before. */
        record RunDeleted() implements Mishap {}
    }

    static Stream<Arguments> everything() {
        var mishaps = new ArrayList<Mishap>();
        Fault.each().forEach(fault -> mishaps.add(new Mishap.Fails(fault)));
        mishaps.addAll(
                List.of(new Mishap.Killed(), new Mishap.Asleep(), new Mishap.Overtaken(), new Mishap.RunDeleted()));
        var cases = new ArrayList<Arguments>();
        for (RunWork work : RunWork.values()) {
            for (int call = 1; call <= work.calls() + 1; call++) {
                for (Mishap mishap : mishaps) {
                    cases.add(Arguments.of(work, call, mishap));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, call {1}: {2}")
    @MethodSource("everything")
    void afterwardsEachStepIsDoneOnceOrUndoneAndTheRecordSaysWhich(RunWork work, int number, Mishap mishap) {
        CASES.incrementAndGet();
        work.prepare(bench);
        var before = otherThanOurs();
        try (var effects = new Effects((ClusterFeed) bench.cluster(), bench.shop())) {
            try {
                work.by(bench.engine(call -> call.number() == number ? happens(mishap, work) : Optional.empty()), bench)
                        .ifPresent(this::assertHonest);
            } catch (Bench.Crash e) {
                assertThat(mishap).isInstanceOf(Mishap.Killed.class);
            } catch (ClusterException e) {
                assertThat(number).as("only where the runs cannot be listed").isEqualTo(1);
            }
            for (int round = 0; round < ROUNDS; round++) {
                bench.time.pass(Bench.LONG_ENOUGH);
                serve(work.response());
            }
            // One that has slept may make it once more, without knowing; that is found and removed.
            assertThat(effects.most())
                    .as("each effect is made at most once")
                    .isLessThanOrEqualTo(mishap instanceof Mishap.Overtaken ? 2 : 1);
        }
        assertThat(effectsOf(ContainmentState.CONTAINED)).isSubsetOf(ours());
        assertThat(ours())
                .as("there is no effect but of what is contained or left for a person")
                .isSubsetOf(effectsOf(ContainmentState.CONTAINED, ContainmentState.MANUAL_INTERVENTION));
        assertThat(otherThanOurs()).as("nothing of others is touched").isEqualTo(before);
        if (!bench.runs().isEmpty()) {
            assertTrue(bench.theRun());
        }
        if (mishap instanceof Mishap.Fails fails && isPassing(fails.fault())) {
            assertThat(states(bench.theRun())).as("what passes changes nothing").isEqualTo(work.expected());
        }
        HELD.incrementAndGet();
    }

    @AfterAll
    static void say() {
        System.out.println("single faults and crash points of runs: " + CASES + " cases, " + (CASES.get() - HELD.get())
                + " violations");
    }

    private static boolean isPassing(Fault fault) {
        return fault.failure() instanceof ClusterException failure
                && (failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.TOO_MANY_REQUESTS);
    }

    private Optional<Fault> happens(Mishap mishap, RunWork work) {
        if (mishap instanceof Mishap.Fails fails) {
            return Optional.of(fails.fault());
        }
        if (mishap instanceof Mishap.Killed) {
            throw new Bench.Crash();
        }
        if (mishap instanceof Mishap.RunDeleted) {
            bench.runs().forEach(run -> bench.cluster().delete(run, WriteMode.COMMIT));
            return Optional.empty();
        }
        bench.time.pass(Bench.LONG_ENOUGH);
        if (mishap instanceof Mishap.Overtaken) {
            serve(work.response());
        }
        return Optional.empty();
    }

    /** One round, as a resident executor makes it. */
    private void serve(Response response) {
        var engine = bench.engine();
        var round = bench.responses(engine, response).patrol("serve", WEEK);
        assertThat(round.problems()).isEmpty();
        assertThat(engine.patrol("serve", WEEK).problems()).isEmpty();
    }

    /** What the result says is so at the moment at which it says it. */
    private void assertHonest(ResponseResult result) {
        boolean over = result.outcome() == RunOutcome.DONE || result.outcome() == RunOutcome.STOPPED;
        if (over && !bench.runs().isEmpty()) {
            assertThat(bench.theRun().state().name()).isEqualTo(result.outcome().name());
            assertTrue(bench.theRun());
        }
    }

    private void assertTrue(ResponseRun run) {
        assertThat(run.state().ended()).as("%s", run).isTrue();
        assertThat(run.progress().holder()).isEmpty();
        Set<String> stands = run.steps().stream()
                .filter(this::isContained)
                .map(StepRun::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> said = run.steps().stream()
                .filter(step -> step.state() == StepState.CONTAINED)
                .map(StepRun::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (run.state() == RunState.MANUAL_INTERVENTION) {
            assertThat(run.steps()).anyMatch(step -> step.state() == StepState.LEFT);
            assertThat(stands).containsAll(said);
        } else {
            assertThat(stands).as("%s", run).isEqualTo(said);
        }
        for (StepRun step : run.steps()) {
            if (run.state() == RunState.DONE) {
                assertThat(step.state()).as("%s", run).isEqualTo(StepState.CONTAINED);
            } else if (step.state() == StepState.CONTAINED && !isStoodDown(run)) {
                assertThat(step.ifLaterFails()).isEqualTo(IfLaterFails.KEEP);
            } else {
                assertThat(step.state() == StepState.UNDONE && step.ifLaterFails() == IfLaterFails.KEEP)
                        .as("what is to stay is not undone")
                        .isFalse();
            }
        }
    }

    /** What was kept as evidence stays then, whatever its step says. */
    private static boolean isStoodDown(ResponseRun run) {
        return run.grace()
                .flatMap(Grace::end)
                .filter(end -> end.verdict() != Grace.Verdict.GOES_ON)
                .isPresent();
    }

    /** Whether the policy of a step is there on behalf of this run. */
    private boolean isContained(StepRun step) {
        String mine = " by " + bench.runs().get(0).ref().name() + "/" + step.name();
        return !step.containment().isEmpty()
                && bench.engine()
                        .containment(step.containment())
                        .filter(record -> record.state() == ContainmentState.CONTAINED)
                        .filter(record -> record.claims().stream()
                                .anyMatch(claim -> claim.incident().endsWith(mine)))
                        .filter(record ->
                                bench.cluster().get(record.effect().object()).isPresent())
                        .isPresent();
    }

    private static List<String> states(ResponseRun run) {
        return run.steps().stream().map(step -> step.state().name()).toList();
    }

    private Set<String> ours() {
        return bench.policies().stream()
                .filter(policy -> policy.annotation("runproof.dev/containment").isPresent())
                .map(policy -> policy.ref().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> effectsOf(ContainmentState... states) {
        return bench.engine().containments().stream()
                .flatMap(listed -> listed.containment().stream())
                .filter(record -> List.of(states).contains(record.state()))
                .map(record -> record.effect().object().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What somebody else has made, or wants too. */
    private List<Object> otherThanOurs() {
        var others = new ArrayList<Object>();
        others.add(bench.cluster().get(foreign.ref()).orElseThrow());
        bench.engine()
                .containments()
                .forEach(listed -> listed.containment()
                        .ifPresent(record -> record.claims().stream()
                                .filter(claim -> claim.incident().equals("INC-OTHER"))
                                .forEach(claim -> {
                                    others.add(claim);
                                    others.add(bench.cluster()
                                            .get(record.effect().object())
                                            .orElseThrow());
                                })));
        return others;
    }
}
