package dev.runproof.executor;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one containment or run with its history. */
@Command(
        name = "show",
        description =
                "Shows a containment or a run of a response: what it is, for whom, until when, and how it came there.")
final class ShowCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The name of the containment or run, as list shows it.")
    private String id = "";

    @Mixin
    private CommonOptions options = new CommonOptions();

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, tools -> {
                    if (id.startsWith("run-")) {
                        tools.report().run(id, tools.responses().run(id).orElseThrow(() -> options.unknownRun(id)));
                    } else {
                        tools.report()
                                .containment(id, tools.engine().containment(id).orElseThrow(() -> options.unknown(id)));
                    }
                    return ExitCode.DONE;
                })
                .number();
    }
}
