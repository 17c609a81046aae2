package dev.runproof.executor;

import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Round;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.RunRound;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does once what a resident executor does continually. */
@Command(
        name = "recover",
        description = {
            "Goes round all runs of responses and all containments once: finishes what executors that are gone have left,",
            "goes on with what was approved or denied, undoes what has expired, notices what others have changed, and deletes the records of what is long over."
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
        return Session.with(surroundings, options, tools -> {
                    Report report = tools.report();
                    // First, as it finishes containments that the other one would take back.
                    RunRound runs = tools.responses().patrol("recover", keep.duration());
                    runs.results().forEach(report::result);
                    runs.problems().forEach(report::note);
                    Round round = tools.engine().patrol("recover", keep.duration());
                    round.results().forEach(report::result);
                    round.problems().forEach(report::note);
                    if (Stream.of(runs.results(), runs.problems(), round.results(), round.problems())
                            .allMatch(List::isEmpty)) {
                        report.note("nothing was due");
                    }
                    return code(runs, round);
                })
                .number();
    }

    private static ExitCode code(RunRound runs, Round round) {
        if (round.results().stream().anyMatch(result -> result.outcome() == Outcome.MANUAL_INTERVENTION)
                || runs.results().stream().anyMatch(result -> result.outcome() == RunOutcome.MANUAL_INTERVENTION)) {
            return ExitCode.MANUAL_INTERVENTION;
        }
        return runs.problems().isEmpty() && round.problems().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }
}
