package dev.runproof.runtime.contract;

import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.util.ArrayList;
import java.util.Optional;

/** What an executor does, call by call, when something happens to it. */
enum Work {
    /** Contains; every check passes. */
    CONTAIN,
    /** Contains a list of addresses. */
    CONTAIN_MANY,
    /** Contains, and rolls back because a post-check fails. */
    ROLL_BACK,
    /** Ends what is contained already. */
    RELEASE,
    /** Takes over what another has left, and completes it. */
    TAKE_OVER;

    TransactionResult by(Engine engine, Bench bench) {
        return switch (this) {
            case CONTAIN, CONTAIN_MANY, TAKE_OVER -> bench.run(engine, transaction(), "INC-1");
            case ROLL_BACK ->
                bench.run(engine, BlockSource.PLAIN.after(BlockSource.failing("service-healthy")), "INC-1");
            case RELEASE -> engine.release(bench.name(), "jane");
        };
    }

    /** What it contains with, unless a check of it fails. */
    BlockSource transaction() {
        return this == CONTAIN_MANY ? BlockSource.PLAIN.of(BlockSource.MANY) : BlockSource.PLAIN;
    }

    void prepare(Bench bench) {
        if (this == RELEASE) {
            bench.run("INC-1");
        } else if (this == TAKE_OVER) {
            bench.crashBefore(Bench.record(Verb.REPLACE), BlockSource.PLAIN);
            bench.time.pass(Bench.LONG_ENOUGH);
        }
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
