package dev.runproof.executor;

import dev.runproof.runtime.cluster.CallerIdentity;
import dev.runproof.runtime.response.ResponseRun;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stands down a run that is in its grace. */
@Command(
        name = "stand-down",
        description = {
            "Stands down a run that is in its grace: it changes nothing, and what it has kept as evidence stays. Executor serve",
            "ends it, and so does a second respond.",
            "Who may is decided by the API server, which also sees to it that the name in the record is theirs."
        })
final class StandDownCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The name of the run, as respond prints it and list shows it.")
    private String run = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who stands it down. Default: the user as the API server knows them.")
    private Optional<String> by = Optional.empty();

    @Mixin
    private CommonOptions options = new CommonOptions();

    StandDownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, tools -> {
                    String who = by.orElseGet(() ->
                            tools.cluster() instanceof CallerIdentity caller ? caller.userName() : surroundings.user());
                    ResponseRun stoodDown;
                    try {
                        stoodDown = tools.responses().standDown(run, who).orElseThrow(() -> options.unknownRun(run));
                    } catch (IllegalStateException e) {
                        throw new UsageException(String.valueOf(e.getMessage()));
                    }
                    tools.report().run(run, stoodDown);
                    return ExitCode.DONE;
                })
                .number();
    }
}
