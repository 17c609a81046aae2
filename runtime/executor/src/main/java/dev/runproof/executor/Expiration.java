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

/**
 * Waits until a containment expires, and undoes it then. It does not give up: while the cluster cannot be asked, or what
 * was begun is not finished, it tries again.
 */
final class Expiration {

    /** How often the record is looked at: others may end the containment, or join and prolong it. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** How soon it tries again when its time is over and the cluster did not let it. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

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
        Optional<TransactionResult> tried = Optional.empty();
        try {
            while (true) {
                Optional<Containment> record = read(name);
                ContainmentState state = record.map(Containment::state).orElse(ContainmentState.UNDONE);
                if (state.ended() || state == ContainmentState.MANUAL_INTERVENTION) {
                    return ended(contained, tried, state);
                }
                if (state == ContainmentState.CONTAINED) {
                    Optional<Instant> end =
                            record.flatMap(found -> found.progress().expiresAt());
                    if (end.isEmpty()) {
                        return ExitCode.of(contained);
                    }
                    if (!end.equals(told)) {
                        report.note("stays until " + end.get() + " and undoes it then");
                        told = end;
                    }
                    Duration left = Duration.between(surroundings.clock().instant(), end.get());
                    if (!left.isNegative() && !left.isZero()) {
                        surroundings.pause().pause(left.compareTo(LOOK) < 0 ? left : LOOK);
                        continue;
                    }
                }
                TransactionResult result = engine.expire(name);
                if (result.outcome() == Outcome.NOT_NEEDED) {
                    // Somebody else is at it, or has prolonged it.
                    surroundings.pause().pause(AGAIN);
                    continue;
                }
                report.result(result);
                if (result.outcome() == Outcome.RELEASED || result.outcome() == Outcome.ROLLED_BACK) {
                    return ExitCode.of(result);
                }
                tried = Optional.of(result);
                surroundings.pause().pause(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.note("interrupted; the containment stays in place until an executor serve undoes it."
                    + " To end it: executor release " + name);
            return ExitCode.of(contained);
        }
    }

    private ExitCode ended(TransactionResult contained, Optional<TransactionResult> tried, ContainmentState state) {
        if (state == ContainmentState.MANUAL_INTERVENTION && tried.isPresent()) {
            return ExitCode.MANUAL_INTERVENTION;
        }
        report.note((tried.isPresent() ? "the containment has ended" : "somebody else has ended the containment")
                + ": it is " + state);
        return state == ContainmentState.MANUAL_INTERVENTION
                ? ExitCode.MANUAL_INTERVENTION
                : tried.isPresent() ? ExitCode.DONE : ExitCode.of(contained);
    }

    private Optional<Containment> read(String name) throws InterruptedException {
        while (true) {
            try {
                return engine.containment(name);
            } catch (ClusterException e) {
                report.note("the record cannot be read and is looked at again: " + e.getMessage());
                surroundings.pause().pause(AGAIN);
            }
        }
    }
}
