package dev.runproof.executor;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long records of what is over are kept. Filled in by picocli. */
final class KeepOption {

    private static final long LEAST_HOURS = 1;

    @Option(
            names = "--keep-hours",
            paramLabel = "N",
            defaultValue = "168",
            description =
                    "How long the record of what is over is kept, in hours; at least 1. Default: ${DEFAULT-VALUE},"
                            + " which is a week.")
    private long hours = 168;

    /** The time. A record has to outlast any executor that sleeps and may still make an effect in its name. */
    Duration duration() {
        if (hours < LEAST_HOURS) {
            throw new UsageException("--keep-hours is at least " + LEAST_HOURS);
        }
        return Duration.ofHours(hours);
    }
}
