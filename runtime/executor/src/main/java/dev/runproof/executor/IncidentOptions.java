package dev.runproof.executor;

import dev.runproof.runtime.engine.Incident;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** On whose behalf something runs. Filled in by picocli. */
final class IncidentOptions {

    @Option(
            names = "--incident",
            paramLabel = "ID",
            description = "The incident on whose behalf it runs, such as a ticket. Default: the user and the time.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--began",
            paramLabel = "TIME",
            description = {
                "When the incident began, such as startsAt of the alert, as 2026-11-02T10:00:00Z: what checks compare with is",
                "of the time before it. Default: now."
            })
    private Optional<String> began = Optional.empty();

    /**
     * The incident.
     *
     * @throws UsageException if the time is none, or still to come
     */
    Incident incident(Surroundings surroundings) {
        Instant now = surroundings.clock().instant();
        String name = id.orElseGet(() -> surroundings.user() + " " + now.truncatedTo(ChronoUnit.SECONDS));
        return new Incident(name, began.map(text -> past(text, now)));
    }

    /** A time with its offset that is not still to come. */
    private static Instant past(String text, Instant now) {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new UsageException("--began is a time such as 2026-11-02T10:00:00Z");
        }
        if (time.isAfter(now)) {
            throw new UsageException("--began is a time that is still to come");
        }
        return time;
    }
}
