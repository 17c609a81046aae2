package dev.runproof.executor;

import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.transaction.Expiry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one response. */
@Command(
        name = "respond",
        description = {
            "Runs one response: its transactions in their order, by default in audit mode: everything but the effects.",
            "",
            "The same response for the same incident and inputs is one run: what has run is not run again, and what another",
            "executor has left is gone on with. Where a person has to agree, or it has a grace, it ends; executor serve goes",
            "on. An interruption (SIGINT, SIGTERM) stops it, and what was done is undone or kept as its steps say."
        })
final class RespondCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The name of the response.")
    private String name = "";

    @Option(names = "--input", paramLabel = "NAME=VALUE", description = "An input of the response. Once for each.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(
            names = "--mode",
            paramLabel = "audit|enforce",
            defaultValue = "audit",
            description = "Whether its steps have their effects. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.AUDIT;

    @Option(
            names = "--attempt",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "The how manieth run for that incident it is: a run that was stopped is not run again under its number.")
    private int attempt = 1;

    @Option(
            names = "--at-once",
            description = "Without the grace of the response: you have looked whether its signals are still there.")
    private boolean atOnce;

    @Mixin
    private IncidentOptions incident = new IncidentOptions();

    @Mixin
    private CommonOptions options = new CommonOptions();

    RespondCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Response known = surroundings.knownResponses().named(name);
        Response response = atOnce ? known.withoutGrace() : known;
        if (attempt < 1) {
            throw new UsageException("--attempt is at least 1");
        }
        Incident behalf = incident.incident(surroundings);
        return Session.with(surroundings, options, tools -> {
                    if (mode == Mode.ENFORCE) {
                        requireSomebodyWhoGoesOn(response, tools.heartbeat());
                    }
                    ResponseResult result = tools.responses().run(response, inputs, mode, behalf, attempt);
                    tools.report().result(result);
                    return ExitCode.of(result);
                })
                .number();
    }

    private void requireSomebodyWhoGoesOn(Response response, Heartbeat heartbeat) {
        boolean goesOnByItself = response.approval().isEmpty()
                && response.trigger().grace().isEmpty()
                && response.steps().stream().allMatch(RespondCommand::endsWithUs);
        if (!goesOnByItself && !surroundings.isAlive(heartbeat)) {
            throw new UsageException(
                    "response " + response.name() + " has a grace, or steps that expire or that a person has"
                            + " to agree to, and nothing would go on then: no executor serve is alive in namespace "
                            + options.namespace()
                            + "; start one");
        }
    }

    private static boolean endsWithUs(Step step) {
        return step.approval().isEmpty() && step.transaction().expiry() instanceof Expiry.Never;
    }
}
