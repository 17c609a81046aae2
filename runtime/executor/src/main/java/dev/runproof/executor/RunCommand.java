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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description = "The incident on whose behalf it runs, such as a ticket. Default: the user and the time.")
    private Optional<String> incident = Optional.empty();

    @Option(
            names = "--began",
            paramLabel = "TIME",
            description = {
                "When the incident began, such as startsAt of the alert, as 2026-11-02T10:00:00Z: what checks compare with is",
                "of the time before it. Default: now."
            })
    private Optional<String> began = Optional.empty();

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
        var incidentId = new Incident(incident.orElseGet(this::userAndTime), began.map(this::past));
        // Before there is a connection: what is wrong with the command line is said at once.
        transaction.read(texts);
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
        if (transaction.expiry() instanceof Expiry.Never || isAlive(heartbeat)) {
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

    private boolean isAlive(Heartbeat heartbeat) {
        try {
            return heartbeat.isAlive(surroundings.pause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A time with its offset that is not still to come. */
    private Instant past(String text) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new UsageException("--began is a time such as 2026-11-02T10:00:00Z");
        }
        if (time.isAfter(surroundings.clock().instant())) {
            throw new UsageException("--began is a time that is still to come");
        }
        return time;
    }

    private String userAndTime() {
        return surroundings.user() + " " + surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
