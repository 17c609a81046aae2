package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ClusterException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * How often a call is made again: 100 ms apart, then twice as far each time, never sooner than the server wants, and
 * never past a deadline. What goes forward is tried five times; what takes something back is tried until its deadline, at
 * most five seconds apart, also when it is forbidden: an API server that has just started forbids everything until it has
 * read its roles.
 */
final class Patience {

    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EngineContext context;
    private final Instant until;
    private final boolean toTheEnd;
    private int tried = 1;
    private Duration pause = FIRST_PAUSE;

    private Patience(EngineContext context, Instant until, boolean toTheEnd) {
        this.context = context;
        this.until = until;
        this.toTheEnd = toTheEnd;
    }

    /** For what goes forward. */
    static Patience until(EngineContext context, Instant until) {
        return new Patience(context, until, false);
    }

    /** For what takes something back. */
    static Patience toTheEnd(EngineContext context, Instant until) {
        return new Patience(context, until, true);
    }

    /**
     * Makes a call that changes nothing, until there is an answer.
     *
     * @throws ClusterException the last one, if there is to be no other try or the run is cancelled
     */
    <T> T ask(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (ClusterException e) {
                if (context.cancellation().requested() || !allows(e)) {
                    throw e;
                }
            }
        }
    }

    /** Waits before the next try of a call that failed; false if there is to be none. */
    boolean allows(ClusterException failure) {
        return isPassing(failure) && another(failure.getMessage(), failure.retryAfter());
    }

    /** Waits before the next try; false if there is to be none. */
    boolean another(String reason) {
        return another(reason, Duration.ZERO);
    }

    /** Waits before the next try, at least as long as the server wants; false if there is to be none. */
    boolean another(String reason, Duration atLeast) {
        Duration wait = atLeast.compareTo(pause) > 0 ? atLeast : pause;
        if ((!toTheEnd && tried >= TRIES) || context.now().plus(wait).isAfter(until)) {
            return false;
        }
        tried++;
        context.tell(new EngineEvent.Retrying(context.now(), reason, wait));
        context.cancellation().requested();
        try {
            context.pause().pause(wait);
        } catch (InterruptedException e) {
            context.cancellation().request();
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return true;
    }

    private boolean isPassing(ClusterException failure) {
        return switch (failure.reason()) {
            case CONFLICT, ALREADY_EXISTS, TOO_MANY_REQUESTS, UNREACHABLE, UNKNOWN_OUTCOME -> true;
            case FORBIDDEN -> toTheEnd;
            case NOT_FOUND, INVALID -> false;
        };
    }
}
