package dev.runproof.executor;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunState;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is contained. */
@Command(
        name = "list",
        description = "Lists what is contained, and the runs of responses that are not over; with --all what was, too.")
final class ListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(names = "--all", description = "What is over too, as long as its record is kept.")
    private boolean all;

    @Mixin
    private CommonOptions options = new CommonOptions();

    ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, tools -> {
                    tools.report()
                            .containments(tools.engine().containments().stream()
                                    .filter(this::isWanted)
                                    .toList());
                    tools.report()
                            .runs(tools.responses().runs().stream()
                                    .filter(this::isWanted)
                                    .toList());
                    return ExitCode.DONE;
                })
                .number();
    }

    private boolean isWanted(Engine.Listed listed) {
        return all
                || listed.containment()
                        .map(Containment::state)
                        .filter(state -> state.ended())
                        .isEmpty();
    }

    private boolean isWanted(Responses.Listed listed) {
        return all
                || listed.run()
                        .map(ResponseRun::state)
                        .filter(state -> state == RunState.DONE || state == RunState.STOPPED)
                        .isEmpty();
    }
}
