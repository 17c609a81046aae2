package dev.runproof.executor;

import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Agrees to a step of a run. */
@Command(
        name = "approve",
        description = {
            "Agrees to the step that a run waits for; executor serve then goes on with it.",
            "Who may is decided by the API server, which also sees to it that the name in the record is theirs."
        })
final class ApproveCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    @Mixin
    private CommonOptions options = new CommonOptions();

    ApproveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return decision.decide(surroundings, options, Verdict.APPROVED).number();
    }
}
