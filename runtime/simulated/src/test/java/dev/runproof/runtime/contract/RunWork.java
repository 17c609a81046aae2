package dev.runproof.runtime.contract;

import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.RunState;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    UNDOING;

    private static final Incident INCIDENT = new Incident("INC-1");

    Response response() {
        return switch (this) {
            case COMPLETE, BETWEEN, WITHIN -> Saga.three();
            case UNDO, UNDO_SHARED, UNDOING -> Saga.failing();
            case APPROVED, DENIED -> Saga.asking(Saga.ONCALL);
        };
    }

    /** What comes of it if nothing happens to it. */
    List<String> expected() {
        return switch (this) {
            case COMPLETE, APPROVED, BETWEEN, WITHIN -> List.of("CONTAINED", "CONTAINED", "CONTAINED");
            case UNDO, UNDO_SHARED, UNDOING -> List.of("UNDONE", "CONTAINED", "FAILED");
            case DENIED -> List.of("UNDONE", "CONTAINED", "DENIED");
        };
    }

    void prepare(Bench bench) {
        switch (this) {
            case COMPLETE, UNDO -> {}
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
            case COMPLETE, UNDO, UNDO_SHARED -> Optional.of(run(engine, bench));
            case APPROVED, DENIED, BETWEEN, WITHIN, UNDOING ->
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
