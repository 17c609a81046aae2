package dev.runproof.compiler.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Time, and waiting for what comes first: something that happens, or a moment. */
interface Ticker {

    /** The present time. */
    Instant now();

    /**
     * Waits.
     *
     * @param events what happens
     * @param until the moment; empty to wait for what happens alone
     * @param busy whether something is under way that will happen
     * @return what happened; empty if the moment has come
     * @throws InterruptedException if the thread is interrupted
     */
    <E> Optional<E> await(BlockingQueue<E> events, Optional<Instant> until, boolean busy) throws InterruptedException;

    /** The time of this machine. */
    static Ticker system() {
        Clock clock = Clock.systemUTC();
        return new Ticker() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public <E> Optional<E> await(BlockingQueue<E> events, Optional<Instant> until, boolean busy)
                    throws InterruptedException {
                if (until.isEmpty()) {
                    return Optional.of(events.take());
                }
                Duration left = Duration.between(now(), until.get());
                return Optional.ofNullable(
                        left.isNegative() ? events.poll() : events.poll(left.toNanos(), TimeUnit.NANOSECONDS));
            }
        };
    }
}
