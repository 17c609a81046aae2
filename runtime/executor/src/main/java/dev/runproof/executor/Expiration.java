package dev.runproof.executor;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits until a containment expires, and undoes it then. */
final class Expiration {

    /** How often the record is looked at: others may end the containment, or join and prolong it. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Engine engine;
    private final Report report;
    private final Surroundings surroundings;

    Expiration(Engine engine, Report report, Surroundings surroundings) {
        this.engine = engine;
        this.report = report;
        this.surroundings = surroundings;
    }

    /**
     * Waits. An interruption leaves the containment in place.
     *
     * @param contained the result of the run
     * @return how it ended
     */
    ExitCode await(TransactionResult contained) {
        String name = contained.containment().orElseThrow();
        Optional<Instant> told = Optional.empty();
        try {
            while (true) {
                Optional<Instant> end = end(name);
                if (end.isEmpty()) {
                    return ExitCode.of(contained);
                }
                if (!end.equals(told)) {
                    report.note("stays until " + end.get() + " and undoes it then");
                    told = end;
                }
                Duration left = Duration.between(surroundings.clock().instant(), end.get());
                if (left.isNegative() || left.isZero()) {
                    TransactionResult result = engine.expire(name);
                    if (result.outcome() == Outcome.NOT_NEEDED) {
                        continue;
                    }
                    report.result(result);
                    return ExitCode.of(result);
                }
                surroundings.pause().pause(left.compareTo(LOOK) < 0 ? left : LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.note("interrupted; the containment stays in place and nothing undoes it when it expires. To end it:"
                    + " executor release " + name);
            return ExitCode.of(contained);
        }
    }

    /** When the containment ends; empty if it has no end, or somebody has ended it. */
    private Optional<Instant> end(String name) throws InterruptedException {
        while (true) {
            try {
                Optional<Containment> containment = engine.containment(name);
                ContainmentState state = containment.map(Containment::state).orElse(ContainmentState.UNDONE);
                if (state != ContainmentState.CONTAINED) {
                    report.note("somebody else has ended the containment: it is " + state);
                    return Optional.empty();
                }
                return containment.flatMap(record -> record.progress().expiresAt());
            } catch (ClusterException e) {
                report.note("the record cannot be read and is looked at again: " + e.getMessage());
                surroundings.pause().pause(LOOK);
            }
        }
    }
}
