package dev.runproof.runtime.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time that an engine goes by.
 *
 * @param clock the wall clock; a run asks it once and then counts time itself, so that a step of it does no harm
 * @param nanos a monotonic clock in nanoseconds, of any origin
 * @param pause waits between the tries of a call
 */
public record EngineTime(InstantSource clock, LongSupplier nanos, Pause pause) {

    /** That of this machine. */
    public static EngineTime real() {
        return new EngineTime(InstantSource.system(), System::nanoTime, duration -> Thread.sleep(duration.toMillis()));
    }

    /**
     * One in which all time is that of one clock, as tests in virtual time want it.
     *
     * @param clock the time
     * @param pause lets it pass
     */
    public static EngineTime of(InstantSource clock, Pause pause) {
        return new EngineTime(
                clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos(), pause);
    }

    /** The clock of one run, which begins now. */
    SteadyClock steady() {
        return new SteadyClock(clock, nanos);
    }
}
