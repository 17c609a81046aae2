package dev.runproof.executor;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stays, and looks after all containments. */
@Command(
        name = "serve",
        description = {
            "Stays, and goes round all runs of responses and all containments again and again: finishes what executors that",
            "are gone have left, goes on with what was approved or denied, undoes what has expired, notices what others have changed, deletes the records of what is long over.",
            "Several may serve a namespace at once. SIGTERM ends it, after what it is doing."
        })
final class ServeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private KeepOption keep = new KeepOption();

    @Mixin
    private CommonOptions options = new CommonOptions();

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var retention = keep.duration();
        return Session.with(surroundings, options, tools -> new Residence(tools, surroundings, retention).stay())
                .number();
    }
}
