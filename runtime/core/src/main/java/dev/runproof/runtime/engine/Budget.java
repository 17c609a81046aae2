package dev.runproof.runtime.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many containments an engine may begin: a burst, and then one each time that so much time has passed. A flood of
 * alerts, which whoever causes them may want, so changes no more than this before its first durable write. Joining one
 * that is there, going on with one, and ending one cost nothing. Thread-safe.
 */
public final class Budget {

    private final int burst;
    private final long nanosForOne;
    private final LongSupplier nanos;
    private double left;
    private long countedAt;

    /**
     * Makes a budget that is full.
     *
     * @param burst how many may begin at once; at least 1
     * @param forOne how long it takes until one more may begin; longer than zero
     * @param nanos a monotonic clock in nanoseconds, of any origin
     * @throws IllegalArgumentException if it would never allow one, or always
     */
    public Budget(int burst, Duration forOne, LongSupplier nanos) {
        if (burst < 1 || forOne.isZero() || forOne.isNegative()) {
            throw new IllegalArgumentException("a budget allows at least one, and not endlessly many");
        }
        this.burst = burst;
        this.nanosForOne = forOne.toNanos();
        this.nanos = nanos;
        this.left = burst;
        this.countedAt = nanos.getAsLong();
    }

    /** A hundred at once, and then one a second. */
    static Budget usual(LongSupplier nanos) {
        return new Budget(100, Duration.ofSeconds(1), nanos);
    }

    /**
     * Takes one.
     *
     * @return empty if there was one, or else after how long there is
     */
    synchronized Optional<Duration> take() {
        long now = nanos.getAsLong();
        left = Math.min(burst, left + (double) (now - countedAt) / nanosForOne);
        countedAt = now;
        if (left < 1) {
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - left) * nanosForOne)));
        }
        left--;
        return Optional.empty();
    }
}
