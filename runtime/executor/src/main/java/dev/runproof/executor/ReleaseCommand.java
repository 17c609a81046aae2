package dev.runproof.executor;

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
        description = "Ends a containment, for all incidents that claim it. What others changed since is left.")
final class ReleaseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "ID",
            description = "The name of the containment, as run prints it and kubectl get containments shows it.")
    private String id = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who wants it, for the history. Default: the user.")
    private Optional<String> by = Optional.empty();

    @Mixin
    private CommonOptions options = new CommonOptions();

    ReleaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, (engine, report) -> {
                    if (engine.containment(id).isEmpty()) {
                        throw new UsageException("there is no containment " + id + " in namespace "
                                + options.namespace() + "; kubectl get containments lists them");
                    }
                    TransactionResult result = engine.release(id, by.orElse(surroundings.user()));
                    report.result(result);
                    return ExitCode.of(result);
                })
                .number();
    }
}
