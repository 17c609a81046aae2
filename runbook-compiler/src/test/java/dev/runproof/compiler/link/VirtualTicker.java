package dev.runproof.compiler.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/** Time that passes only when nothing else is left to happen, and then at once. */
final class VirtualTicker implements Ticker {

    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public <E> Optional<E> await(BlockingQueue<E> events, Optional<Instant> until, boolean busy)
            throws InterruptedException {
        if (busy) {
            return Optional.of(events.take());
        }
        Instant then = until.orElseThrow(() -> new AssertionError("nothing is under way and nothing is due"));
        if (then.isAfter(now)) {
            waits.add(Duration.between(now, then));
            now = then;
        }
        return Optional.empty();
    }

    /** How long was waited, each time that it was. */
    List<Duration> waits() {
        return waits;
    }
}
