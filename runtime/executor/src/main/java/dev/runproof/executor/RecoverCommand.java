package dev.runproof.executor;

import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Round;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does once what a resident executor does continually. */
@Command(
        name = "recover",
        description = {
            "Goes round all containments once: finishes what executors that are gone have left, undoes what has",
            "expired, notices what others have changed, and deletes the records of what is long over."
        })
final class RecoverCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private KeepOption keep = new KeepOption();

    @Mixin
    private CommonOptions options = new CommonOptions();

    RecoverCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, (engine, report) -> {
                    Round round = engine.patrol("recover", keep.duration());
                    round.results().forEach(report::result);
                    round.problems().forEach(report::note);
                    if (round.results().isEmpty() && round.problems().isEmpty()) {
                        report.note("nothing was due");
                    }
                    return code(round);
                })
                .number();
    }

    private static ExitCode code(Round round) {
        if (round.results().stream().anyMatch(result -> result.outcome() == Outcome.MANUAL_INTERVENTION)) {
            return ExitCode.MANUAL_INTERVENTION;
        }
        return round.problems().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }
}
