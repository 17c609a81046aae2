package dev.runproof.executor;

import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Does not agree to a step of a run. */
@Command(
        name = "deny",
        description = {
            "Does not agree to the step that a run waits for; it then fails, and executor serve goes on from there.",
            "Who may is decided by the API server, which also sees to it that the name in the record is theirs."
        })
final class DenyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private DecisionOptions decision = new DecisionOptions();

    @Mixin
    private CommonOptions options = new CommonOptions();

    DenyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return decision.decide(surroundings, options, Verdict.DENIED).number();
    }
}
