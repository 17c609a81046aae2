package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.response.ResponseResult.Left;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a person has to do about a step that could not be taken back. */
final class Leftover {

    private final StepEffect effect;
    private final StepRun step;

    Leftover(StepEffect effect) {
        this.effect = effect;
        this.step = effect.step();
    }

    /** Says it, as it is now. */
    Left say() {
        TransactionResult now = effect.work().engine().recover(step.containment(), "run");
        if (now.outcome() == Outcome.MANUAL_INTERVENTION) {
            return new Left(
                    step.name(),
                    step.note() + "; "
                            + now.remaining().stream()
                                    .map(Leftover::sentence)
                                    .reduce((one, other) -> one + "; " + other)
                                    .orElse(""),
                    now.remaining().stream()
                            .flatMap(remainder -> Stream.of(remainder.look(), remainder.command()))
                            .toList());
        }
        var commands = new ArrayList<String>();
        commands.add("executor show " + Remainder.word(step.containment()));
        commands.add("executor release " + Remainder.word(step.containment()) + " --incident "
                + Remainder.word(effect.claim().id()));
        return new Left(step.name(), step.note(), commands);
    }

    private static String sentence(Remainder remainder) {
        return remainder.object() + ": " + remainder.reason();
    }

    /** That the record of the run is to be deleted by a person, when all else is done. */
    static Left ofRecord(ObjectRef run) {
        var remainder = Remainder.of(run, "the record keeps the run from being forgotten; delete it last");
        return new Left("", sentence(remainder), List.of(remainder.look(), remainder.command()));
    }
}
