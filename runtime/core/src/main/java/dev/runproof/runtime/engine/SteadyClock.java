package dev.runproof.runtime.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of one run: the wall clock's when it began, and from then on what a monotonic clock has counted. So a step of
 * the wall clock neither ends a run early nor lets it go on past its deadline. Thread-safe if its clocks are.
 */
final class SteadyClock implements InstantSource {

    private final Instant began;
    private final long beganAtNanos;
    private final LongSupplier nanos;

    /**
     * Begins.
     *
     * @param wall the wall clock, read once
     * @param nanos a monotonic clock in nanoseconds, of any origin
     */
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.began = wall.instant();
        this.beganAtNanos = nanos.getAsLong();
        this.nanos = nanos;
    }

    @Override
    public Instant instant() {
        return began.plusNanos(nanos.getAsLong() - beganAtNanos);
    }
}
