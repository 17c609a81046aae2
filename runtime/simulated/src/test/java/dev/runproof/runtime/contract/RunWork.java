package dev.runproof.runtime.contract;

import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.RunState;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What an executor does with runs of responses, call by call, when something happens to it. */
enum RunWork {
    /** Each step is contained. */
    COMPLETE,
    /** The last step fails: the first is undone, the second stays. */
    UNDO,
    /** The last step fails, and the first is claimed by another incident too. */
    UNDO_SHARED,
    /** Goes on after somebody has agreed. */
    APPROVED,
    /** Stops after somebody has not. */
    DENIED,
    /** Takes over what another has left between two steps. */
    BETWEEN,
    /** Takes over what another has left within a step, after its effect was made. */
    WITHIN,
    /** Takes over what another has left while it undid. */
    UNDOING,
    /** Does the step that only looks, and waits. */
    IN_GRACE,
    /** Goes on after the grace, as the signals are still there. */
    AFTER_GRACE,
    /** Ends after the grace, as one of them is gone. */
    GONE,
    /** Ends in the grace, as a person has stood it down. */
    STOOD_DOWN;

    /** Shorter than the time after which another executor takes what one has left. */
    private static final Duration GRACE = Duration.ofSeconds(50);

    private static final Incident INCIDENT = new Incident("INC-1");

    Response response() {
        return switch (this) {
            case COMPLETE, BETWEEN, WITHIN -> Saga.three();
            case UNDO, UNDO_SHARED, UNDOING -> Saga.failing();
            case APPROVED, DENIED -> Saga.asking(Saga.ONCALL);
            case IN_GRACE, AFTER_GRACE, GONE, STOOD_DOWN -> Saga.waiting(GRACE, Trigger.Grace.IfUnknown.ABORT);
        };
    }

    /** What comes of it if nothing happens to it. */
    List<String> expected() {
        return switch (this) {
            case COMPLETE, APPROVED, BETWEEN, WITHIN, IN_GRACE, AFTER_GRACE ->
                List.of("CONTAINED", "CONTAINED", "CONTAINED");
            case UNDO, UNDO_SHARED, UNDOING -> List.of("UNDONE", "CONTAINED", "FAILED");
            case DENIED -> List.of("UNDONE", "CONTAINED", "DENIED");
            case GONE, STOOD_DOWN -> List.of("CONTAINED", "PENDING", "PENDING");
        };
    }

    void prepare(Bench bench) {
        bench.metrics = Optional.of(
                (query, at, timeout) -> new Answer.Samples(this == GONE ? List.of() : List.of(firing(bench.shop()))));
        switch (this) {
            case COMPLETE, UNDO, IN_GRACE -> {}
            case AFTER_GRACE, GONE -> {
                run(bench.engine(), bench);
                bench.time.pass(GRACE);
            }
            case STOOD_DOWN -> {
                run(bench.engine(), bench);
                bench.responses(bench.engine())
                        .standDown(bench.runs().get(0).ref().name(), "jane");
            }
            case UNDO_SHARED -> bench.run("INC-OTHER");
            case APPROVED, DENIED -> {
                run(bench.engine(), bench);
                bench.responses(bench.engine())
                        .decide(
                                bench.runs().get(0).ref().name(),
                                "third",
                                this == APPROVED ? Verdict.APPROVED : Verdict.DENIED,
                                "jane");
            }
            case BETWEEN -> crash(bench, third(Bench.run(Verb.REPLACE)));
            case WITHIN -> crash(bench, third(Bench.record(Verb.REPLACE)));
            case UNDOING ->
                crash(
                        bench,
                        Bench.policy(Verb.DELETE).and(call -> bench.theRun().state() == RunState.UNDOING));
        }
    }

    /** The alert, as Prometheus has it while it fires about what the runs are about. */
    static Sample firing(String namespace) {
        return new Sample(
                Map.of(
                        "__name__",
                        "ALERTS",
                        "alertname",
                        Saga.ALERT,
                        "alertstate",
                        "firing",
                        "severity",
                        "critical",
                        "source",
                        BlockSource.ATTACKER,
                        "namespace",
                        namespace),
                1);
    }

    private static Predicate<Call> third(Predicate<Call> kind) {
        var seen = new int[1];
        return call -> kind.test(call) && ++seen[0] == 3;
    }

    private void crash(Bench bench, Predicate<Call> at) {
        try {
            run(
                    bench.engine(call -> {
                        if (at.test(call)) {
                            throw new Bench.Crash();
                        }
                        return Optional.empty();
                    }),
                    bench);
        } catch (Bench.Crash e) {
            bench.time.pass(Bench.LONG_ENOUGH);
            return;
        }
        throw new AssertionError("it has not crashed");
    }

    /** Does it; empty if somebody else has done it already. */
    Optional<ResponseResult> by(Engine engine, Bench bench) {
        return switch (this) {
            case COMPLETE, UNDO, UNDO_SHARED, IN_GRACE -> Optional.of(run(engine, bench));
            case APPROVED, DENIED, BETWEEN, WITHIN, UNDOING, AFTER_GRACE, GONE, STOOD_DOWN ->
                bench.responses(engine, response()).patrol("serve", Duration.ofDays(7)).results().stream()
                        .findFirst();
        };
    }

    private ResponseResult run(Engine engine, Bench bench) {
        return bench.responses(engine, response()).run(response(), Saga.inputs(bench.shop()), Mode.ENFORCE, INCIDENT);
    }

    /** How many calls it makes in all. */
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
