package dev.runproof.executor;

import dev.runproof.runtime.cluster.CallerIdentity;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is decided on, and by whom. Filled in by picocli. */
final class DecisionOptions {

    @Parameters(paramLabel = "RUN", description = "The name of the run, as respond prints it and list shows it.")
    private String run = "";

    @Option(names = "--step", paramLabel = "NAME", required = true, description = "The step that it waits for.")
    private String step = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who decides. Default: the user as the API server knows them.")
    private Optional<String> by = Optional.empty();

    /**
     * Notes what was decided.
     *
     * @throws UsageException if there is no such run, or it does not wait for that step
     */
    ExitCode decide(Surroundings surroundings, CommonOptions options, Verdict verdict) {
        return Session.with(surroundings, options, tools -> {
            String who = by.orElseGet(
                    () -> tools.cluster() instanceof CallerIdentity caller ? caller.userName() : surroundings.user());
            ResponseRun decided;
            try {
                decided = tools.responses().decide(run, step, verdict, who).orElseThrow(() -> options.unknownRun(run));
            } catch (IllegalStateException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
            tools.report().run(run, decided);
            return ExitCode.DONE;
        });
    }
}
