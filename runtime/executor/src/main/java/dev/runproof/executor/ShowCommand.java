package dev.runproof.executor;

import dev.runproof.runtime.engine.Containment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one containment with its history. */
@Command(name = "show", description = "Shows a containment: what it is, for whom, until when, and how it came there.")
final class ShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The name of the containment, as list shows it.")
    private String id = "";

    @Mixin
    private CommonOptions options = new CommonOptions();

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, (engine, report) -> {
                    Containment containment = engine.containment(id).orElseThrow(() -> options.unknown(id));
                    report.containment(id, containment);
                    return ExitCode.DONE;
                })
                .number();
    }
}
