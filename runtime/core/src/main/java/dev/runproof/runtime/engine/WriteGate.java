package dev.runproof.runtime.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How fast an engine writes: so many requests at once, so many a second, and a burst after a quiet time. A part of each is kept for
 * what undoes something, which a flood of new containments so never holds up. Dry runs count, reads do not. Thread-safe.
 */
public final class WriteGate {

    private static final int AT_ONCE = 50;
    private static final Duration FOR_ONE = Duration.ofMillis(20);
    private static final int BURST = 100;
    /** Which part is kept for undoing: one in five. */
    private static final int KEPT = 5;

    /** How soon to ask again where too many are under way. */
    private static final Duration BUSY = Duration.ofMillis(5);

    /** What a request is for. */
    enum Work {
        /** To contain, or to rehearse that. */
        FORWARD,
        /** To take something back. */
        UNDOING
    }

    private final int atOnce;
    private final long nanosForOne;
    private final int burst;
    private final LongSupplier nanos;
    /** How much time has been saved up; each request takes that for one. */
    private long saved;

    private long countedAt;
    private int underWay;

    /**
     * Makes a gate.
     *
     * @param atOnce how many requests may be under way at once; at least 2
     * @param forOne how long it takes until one more may begin; longer than zero
     * @param burst how many may begin at once after a time without any; at least 2
     * @param nanos a monotonic clock in nanoseconds, of any origin
     * @throws IllegalArgumentException if nothing could be undone beside what goes forward, or nothing would ever pass
     */
    public WriteGate(int atOnce, Duration forOne, int burst, LongSupplier nanos) {
        if (atOnce < 2 || burst < 2 || forOne.isZero() || forOne.isNegative()) {
            throw new IllegalArgumentException("a gate lets two requests pass at once, and not endlessly many");
        }
        this.atOnce = atOnce;
        this.nanosForOne = forOne.toNanos();
        this.burst = burst;
        this.nanos = nanos;
        this.saved = Math.multiplyExact(burst, nanosForOne);
        this.countedAt = nanos.getAsLong();
    }

    /** 50 at once, 50 a second, bursts of 100. */
    static WriteGate usual(LongSupplier nanos) {
        return share(1, nanos);
    }

    /**
     * The share of one of several engines that write to one cluster: together they write as fast as one may.
     *
     * @param engines how many there are, from 1 to 25
     * @param nanos a monotonic clock in nanoseconds
     * @throws IllegalArgumentException if there are too many to share
     */
    public static WriteGate share(int engines, LongSupplier nanos) {
        if (engines < 1) {
            throw new IllegalArgumentException("one engine at least has the gate");
        }
        return new WriteGate(AT_ONCE / engines, FOR_ONE.multipliedBy(engines), BURST / engines, nanos);
    }

    /** Lets a request begin, which is then to {@link #leave}; or says after how long to ask again. */
    synchronized Optional<Duration> enter(Work work) {
        long now = nanos.getAsLong();
        saved = Math.min(burst * nanosForOne, saved + (now - countedAt));
        countedAt = now;
        if (underWay >= atOnce - kept(work, atOnce)) {
            return Optional.of(BUSY);
        }
        long missing = (kept(work, burst) + 1) * nanosForOne - saved;
        if (missing > 0) {
            return Optional.of(Duration.ofNanos(missing));
        }
        saved -= nanosForOne;
        underWay++;
        return Optional.empty();
    }

    synchronized void leave() {
        underWay--;
    }

    private static int kept(Work work, int all) {
        return work == Work.UNDOING ? 0 : Math.max(1, all / KEPT);
    }
}
