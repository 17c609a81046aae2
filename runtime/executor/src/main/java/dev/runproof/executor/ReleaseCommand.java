package dev.runproof.executor;

import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.TransactionResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a containment. */
@Command(
        name = "release",
        description =
                "Ends a containment, for all incidents that claim it or for one. What others changed since is left.")
final class ReleaseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "ID",
            description = "The name of the containment, as run prints it and kubectl get containments shows it.")
    private String id = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who wants it, for the history. Default: the user.")
    private Optional<String> by = Optional.empty();

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description = "End the claim of this incident only. The containment ends with the last claim.")
    private Optional<String> incident = Optional.empty();

    @Mixin
    private CommonOptions options = new CommonOptions();

    ReleaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, (engine, report) -> {
                    if (engine.containment(id).isEmpty()) {
                        throw options.unknown(id);
                    }
                    String who = by.orElse(surroundings.user());
                    TransactionResult result = incident.map(Incident::new)
                            .map(one -> engine.release(id, who, one))
                            .orElseGet(() -> engine.release(id, who));
                    report.result(result);
                    return ExitCode.of(result);
                })
                .number();
    }
}
