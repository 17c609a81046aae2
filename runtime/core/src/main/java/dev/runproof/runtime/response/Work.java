package dev.runproof.runtime.response;

import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What everything that works on runs in one turn shares.
 *
 * @param turn who works, when and through which gate
 * @param engine runs and ends the transactions
 * @param store the records
 * @param events who is told
 * @param began when the turn began
 */
record Work(Turn turn, Engine engine, RunStore store, Consumer<ResponseEvent> events, Instant began) {

    /** How often what another executor does is looked at, while this one waits for it. */
    static final Duration LOOK = Duration.ofMillis(250);

    /** How long a holder has where it is not known how long its step may take. */
    static final Duration UNKNOWN = Duration.ofMinutes(1);

    /**
     * How long a run that nobody was at work on may still be gone on with. What is found later than that is no answer to its
     * incident any more: it is stopped.
     */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    Work(Turn turn, Engine engine, Consumer<ResponseEvent> events) {
        this(turn, engine, new RunStore(turn), events, turn.now());
    }

    Instant now() {
        return turn.now();
    }

    /** How long it has taken until now. */
    Duration taken() {
        return Duration.between(began, now());
    }

    /** Whether somebody may be at work on a run. */
    boolean isAtWork(ResponseRun run) {
        return run.heldUntil()
                .filter(until -> turn.mayBeAtWork(run.progress().holder(), until))
                .isPresent();
    }

    /** Until when a run that nobody is at work on may be gone on with. */
    Instant freshUntil(ResponseRun run) {
        Optional<Instant> due = run.progress().next().map(ResponseRun.Due::at);
        return due.or(run::heldUntil).orElseGet(run::lastStep).plus(LONGEST_PAUSE);
    }

    void tell(ResponseEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException ignored) {
            // A front end that cannot print must not stop a run half way.
        }
    }
}
