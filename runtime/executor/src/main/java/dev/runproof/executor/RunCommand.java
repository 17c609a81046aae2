package dev.runproof.executor;

import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one transaction. */
@Command(
        name = "run",
        description = {
            "Runs one transaction, by default in audit mode: everything but the effect.",
            "",
            "An interruption (SIGINT, SIGTERM) before it is contained rolls back."
        })
final class RunCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "The name of the transaction.")
    private String name = "";

    @Option(names = "--input", paramLabel = "NAME=VALUE", description = "An input of the transaction. Once for each.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    @Option(
            names = "--mode",
            paramLabel = "audit|enforce",
            defaultValue = "audit",
            description = "Whether it has its effect. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.AUDIT;

    @Mixin
    private IncidentOptions incident = new IncidentOptions();

    @Option(
            names = "--wait",
            description = {
                "Stay until the containment expires, and then undo it. Needed in enforce mode if it does and no",
                "executor serve is alive in the namespace."
            })
    private boolean wait;

    @Mixin
    private CommonOptions options = new CommonOptions();

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        SafetyTransaction<?> transaction = surroundings.catalogue().named(name);
        var texts = InputTexts.of(inputs);
        Incident incidentId = incident.incident(surroundings);
        if (transaction.lookups().isEmpty()) {
            // Before there is a connection: what is wrong with the command line is said at once.
            transaction.read(texts);
        }
        return Session.with(surroundings, options, tools -> {
                    Engine engine = tools.engine();
                    Report report = tools.report();
                    if (mode == Mode.ENFORCE && !wait) {
                        requireSomebodyWhoEndsIt(transaction, tools.heartbeat());
                    }
                    TransactionResult result = engine.run(transaction, texts, mode, incidentId);
                    report.result(result);
                    return wait && result.outcome() == Outcome.CONTAINED
                            ? new Expiration(engine, report, surroundings).await(result)
                            : ExitCode.of(result);
                })
                .number();
    }

    private void requireSomebodyWhoEndsIt(SafetyTransaction<?> transaction, Heartbeat heartbeat) {
        if (transaction.expiry() instanceof Expiry.Never || surroundings.isAlive(heartbeat)) {
            return;
        }
        String nobody = "no executor serve is alive in namespace " + options.namespace();
        if (transaction.expiry() instanceof Expiry.Page page) {
            throw new UsageException("a person is to be asked about the containment of " + name + " after "
                    + Durations.text(page.after()) + ", and nothing would ask: " + nobody + "; start one");
        }
        if (transaction.expiry() instanceof Expiry.Undo undo) {
            throw new UsageException("the containment of " + name + " ends after " + Durations.text(undo.after())
                    + ", and nothing would undo it then: " + nobody
                    + "; start one, or add --wait, and this command stays and does");
        }
    }
}
