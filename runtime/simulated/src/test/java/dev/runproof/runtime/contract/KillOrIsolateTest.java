package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.check.PodRemains;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.StepState;
import dev.runproof.runtime.response.Subject;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A response that kills a pod, and isolates it where it is one too many of its workload. The pods run nowhere. */
class KillOrIsolateTest {

    private static final Duration WEEK = Duration.ofDays(7);

    /** How many rounds another executor may need, each after the time that its predecessor had. */
    private static final int ROUNDS = 4;

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    private static final Response RESPONSE = new Response(
            "kill-or-isolate",
            new Origin("compromise", "compromise.md", 20, Saga.DIGEST),
            List.of(POD),
            new Trigger(
                    List.of(new Trigger.Signal(
                            Trigger.Evidence.PROCESS, List.of(new Trigger.Source.Alert("CorrelatedCompromise")))),
                    Optional.empty(),
                    Optional.empty()),
            Optional.of(Subject.pod(POD)),
            List.of(),
            Optional.empty(),
            List.of(
                    new Step(
                            "kill-pod",
                            new Kill(1),
                            Map.of("pod", new Argument.Input("pod")),
                            List.of(),
                            IfFails.CONTINUE,
                            IfLaterFails.KEEP,
                            Optional.empty()),
                    new Step(
                            "quarantine-pod",
                            Quarantine.NOWHERE,
                            Map.of("pod", new Argument.Input("pod")),
                            List.of(new PodRemains()),
                            IfFails.STOP,
                            IfLaterFails.KEEP,
                            Optional.empty())));

    @AutoClose
    private Bench bench = Ground.SIMULATED.bench();

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void whatIsOneTooManyIsIsolatedAndAPersonIsTold(Ground ground) {
        on(ground);
        var first = pod("web-0");
        var second = pod("web-1");

        var killed = respond(bench.engine(), first, Mode.ENFORCE);

        assertThat(killed.outcome()).as("%s", killed).isEqualTo(RunOutcome.DONE);
        assertThat(states(killed)).containsExactly("CONTAINED", "SKIPPED");
        assertThat(bench.cluster().get(first.ref())).isEmpty();

        var audited = respond(bench.engine(), second, Mode.AUDIT);
        assertThat(states(audited)).containsExactly("REFUSED", "AUDITED");
        assertThat(isIsolated(second)).isFalse();

        var isolated = respond(bench.engine(), second, Mode.ENFORCE);

        assertThat(isolated.outcome()).as("%s", isolated).isEqualTo(RunOutcome.DONE);
        assertThat(states(isolated)).containsExactly("FAILED", "CONTAINED");
        assertThat(isolated.steps().get(0).note()).contains("REFUSED: kills-below: 1 other pod of ConfigMap/web");
        assertThat(isIsolated(second)).isTrue();
        assertThat(now(second).orElseThrow().list("metadata", "ownerReferences"))
                .isEmpty();
        assertThat(bench.events)
                .as("what a person is paged of")
                .filteredOn(EngineEvent.Ended.class::isInstance)
                .map(event -> (EngineEvent.Ended) event)
                .filteredOn(ended -> ended.mode() == Mode.ENFORCE)
                .extracting(ended -> ended.result().outcome())
                .containsExactly(Outcome.CONTAINED, Outcome.REFUSED, Outcome.CONTAINED);

        var released = bench.engine().release(isolated.steps().get(1).containment(), "jane");

        assertThat(released.outcome()).as("%s", released).isEqualTo(Outcome.RELEASED);
        assertThat(isIsolated(second)).isFalse();
        assertThat(now(second)).map(KubernetesObject::uid).contains(second.uid());
    }

    @Test
    void whatWouldBeKilledWouldNotBeIsolatedToo() {
        assertThat(states(respond(bench.engine(), pod("web-0"), Mode.AUDIT))).containsExactly("AUDITED", "SKIPPED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void whoGivesUpAfterTheIntentIsIsolatedToo(Ground ground) {
        on(ground);
        var slow = pod("web-0");
        var fast = pod("web-1");
        // The second one begins after the first has counted, and before it has written.
        var first = bench.engine(Bench.asleep(
                Bench.record(Verb.CREATE),
                () -> assertThat(states(respond(bench.engine(), fast, Mode.ENFORCE)))
                        .containsExactly("CONTAINED", "SKIPPED")));

        var result = respond(first, slow, Mode.ENFORCE);

        assertThat(states(result)).as("%s", result).containsExactly("FAILED", "CONTAINED");
        assertThat(isIsolated(slow)).isTrue();
    }

    /** What happens at one call. */
    private sealed interface Mishap {

        record Fails(Fault fault) implements Mishap {}

        /** The executor's process ends. */
        record Killed() implements Mishap {}

        /** Somebody deletes the pod, and another has its name. */
        record Replaced() implements Mishap {}

        record Asleep() implements Mishap {}
    }

    static Stream<Arguments> everything() {
        var mishaps = new ArrayList<Mishap>();
        Fault.each().forEach(fault -> mishaps.add(new Mishap.Fails(fault)));
        mishaps.addAll(List.of(new Mishap.Killed(), new Mishap.Replaced(), new Mishap.Asleep()));
        return Stream.iterate(1, call -> call <= calls() + 1, call -> call + 1)
                .flatMap(call -> mishaps.stream().map(mishap -> Arguments.of(call, mishap)));
    }

    private static int calls() {
        var test = new KillOrIsolateTest();
        var second = test.oneTooMany();
        var calls = new int[1];
        test.respond(
                test.bench.engine(call -> {
                    calls[0] = call.number();
                    return Optional.empty();
                }),
                second,
                Mode.ENFORCE);
        return calls[0];
    }

    /** The pod that was one too many is never deleted, is isolated or as it was, and the record says which. */
    @ParameterizedTest(name = "call {0}: {1}")
    @MethodSource("everything")
    void whateverFailsItIsNotKilledAndTheRecordSaysWhetherItIsIsolated(int number, Mishap mishap) {
        var pod = oneTooMany();
        var neighbour = pod("neighbour");
        var successor = new ArrayList<KubernetesObject>();
        try {
            respond(
                    bench.engine(call -> {
                        if (call.number() != number) {
                            return Optional.empty();
                        }
                        if (mishap instanceof Mishap.Fails fails) {
                            return Optional.of(fails.fault());
                        }
                        if (mishap instanceof Mishap.Killed) {
                            throw new Bench.Crash();
                        }
                        if (mishap instanceof Mishap.Replaced) {
                            bench.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT);
                            successor.add(pod(pod.ref().name()));
                        } else {
                            bench.time.pass(Bench.LONG_ENOUGH);
                        }
                        return Optional.empty();
                    }),
                    pod,
                    Mode.ENFORCE);
        } catch (Bench.Crash e) {
            assertThat(mishap).isInstanceOf(Mishap.Killed.class);
        } catch (ClusterException e) {
            assertThat(number).as("only where the runs cannot be listed").isEqualTo(1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            bench.time.pass(Bench.LONG_ENOUGH);
            var engine = bench.engine();
            assertThat(bench.responses(engine, RESPONSE).patrol("serve", WEEK).problems())
                    .isEmpty();
            assertThat(engine.patrol("serve", WEEK).problems()).isEmpty();
        }

        assertThat(now(neighbour)).contains(neighbour);
        if (!successor.isEmpty()) {
            assertThat(now(pod)).as("who has its name now").contains(successor.get(0));
            return;
        }
        assertThat(now(pod)).map(KubernetesObject::uid).as("it is not killed").contains(pod.uid());
        boolean isolated = bench.engine().containments().stream()
                .flatMap(listed -> listed.containment().stream())
                .anyMatch(record ->
                        record.effect().object().equals(pod.ref()) && record.state() == ContainmentState.CONTAINED);
        assertThat(isIsolated(pod)).as("as the record says").isEqualTo(isolated);
        if (mishap instanceof Mishap.Fails fails && isPassing(fails.fault())) {
            assertThat(isolated).as("what passes changes nothing").isTrue();
        }
        bench.runs().stream()
                .map(ResponseRun::of)
                .filter(run -> run.request().inputs().containsValue(text(pod)))
                .forEach(run -> {
                    assertThat(run.state().ended()).as("%s", run).isTrue();
                    assertThat(run.steps().get(1).state() == StepState.CONTAINED)
                            .as("%s", run)
                            .isEqualTo(isolated);
                });
    }

    private static boolean isPassing(Fault fault) {
        return fault.failure() instanceof ClusterException failure
                && (failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.TOO_MANY_REQUESTS);
    }

    private void on(Ground ground) {
        if (ground != Ground.SIMULATED) {
            bench.close();
            bench = ground.bench();
        }
    }

    /** A pod, of whose workload another has been killed. */
    private KubernetesObject oneTooMany() {
        assertThat(states(respond(bench.engine(), pod("web-0"), Mode.ENFORCE))).containsExactly("CONTAINED", "SKIPPED");
        return pod("web-1");
    }

    private ResponseResult respond(Engine engine, KubernetesObject pod, Mode mode) {
        return bench.responses(engine, RESPONSE)
                .run(
                        RESPONSE,
                        Map.of("pod", text(pod)),
                        mode,
                        new Incident("INC-" + pod.ref().name()));
    }

    private static String text(KubernetesObject pod) {
        return pod.ref().namespace() + "/" + pod.ref().name() + "/" + pod.uid();
    }

    private static List<String> states(ResponseResult result) {
        return result.steps().stream().map(ResponseResult.StepResult::reached).toList();
    }

    private boolean isIsolated(KubernetesObject pod) {
        return now(pod).orElseThrow().label(StandingQuarantine.LABEL).equals(Optional.of(StandingQuarantine.VALUE));
    }

    private Optional<KubernetesObject> now(KubernetesObject pod) {
        return bench.cluster().get(pod.ref());
    }

    /** A pod that an object owns which starts no pods. */
    private KubernetesObject pod(String name) {
        var owner = new ObjectRef(Simulation.CONFIG_MAPS, bench.shop(), "web");
        if (bench.cluster().get(owner).isEmpty()) {
            bench.cluster().create(KubernetesObject.of(owner, Map.of(), Map.of(), Map.of()), WriteMode.COMMIT);
        }
        var reference = Map.of(
                "apiVersion", "v1",
                "kind", "ConfigMap",
                "name", "web",
                "uid", bench.cluster().get(owner).orElseThrow().uid(),
                "controller", true);
        var ref = new ObjectRef(Simulation.PODS, bench.shop(), name);
        var pod = KubernetesObject.of(
                        ref,
                        Map.of("app", "web"),
                        Map.of(),
                        Map.of("spec", ContainPod.pod(bench.shop()).map("spec")))
                .withMetadata(Map.of("ownerReferences", List.of(reference)));
        // The service account of a new namespace takes a moment.
        await(ref + " is created", () -> {
            try {
                bench.cluster().create(pod, WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return e.reason() == Reason.ALREADY_EXISTS;
            }
        });
        return bench.cluster().get(ref).orElseThrow();
    }
}
