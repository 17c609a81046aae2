package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ClusterException;
import java.time.Duration;
import java.time.Instant;

/** How often a call is made again: five tries, 100 ms apart and then twice as far each time, and never past a deadline. */
final class Patience {

    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final EngineContext context;
    private final Instant until;
    private int tried = 1;
    private Duration pause = FIRST_PAUSE;

    Patience(EngineContext context, Instant until) {
        this.context = context;
        this.until = until;
    }

    /** Waits before the next try of a call that failed; false if there is to be none. */
    boolean allows(ClusterException failure) {
        return isPassing(failure) && another(failure.getMessage());
    }

    /** Waits before the next try; false if there is to be none. */
    boolean another(String reason) {
        if (tried == TRIES || context.now().plus(pause).isAfter(until)) {
            return false;
        }
        tried++;
        context.tell(new EngineEvent.Retrying(context.now(), reason, pause));
        context.cancellation().requested();
        try {
            context.pause().pause(pause);
        } catch (InterruptedException e) {
            context.cancellation().request();
        }
        pause = pause.multipliedBy(2);
        return true;
    }

    private static boolean isPassing(ClusterException failure) {
        return switch (failure.reason()) {
            case CONFLICT, ALREADY_EXISTS, TOO_MANY_REQUESTS, UNREACHABLE, UNKNOWN_OUTCOME -> true;
            case NOT_FOUND, FORBIDDEN, INVALID -> false;
        };
    }
}
