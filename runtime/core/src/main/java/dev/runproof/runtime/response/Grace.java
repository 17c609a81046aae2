package dev.runproof.runtime.response;

import dev.runproof.runtime.engine.Cut;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The grace of a run: until when it waits before it changes anything, and what became of that. Immutable.
 *
 * @param until until when it waits; it never changes, whoever goes on with the run
 * @param atOnce the names of the first steps, which only look at what the run is about and do not wait; they never change
 * @param end what became of it; empty for as long as nobody knows
 */
public record Grace(Instant until, List<String> atOnce, Optional<End> end) {

    /** Copies the list. */
    public Grace {
        atOnce = List.copyOf(atOnce);
    }

    /**
     * What became of it.
     *
     * @param verdict what
     * @param by who says so: an executor, or a person, as the API server knows them
     * @param at when
     * @param note more about it; empty if there is no more
     */
    public record End(Verdict verdict, String by, Instant at, String note) {

        /** Cuts texts that are too long for the record. */
        public End {
            by = Cut.to(ResponseRun.MAX_BY, by);
            note = Cut.to(ResponseRun.MAX_NOTE, note);
        }
    }

    /** What can become of it. */
    public enum Verdict {
        /** The time is over, and the run goes on. */
        GOES_ON,
        /** The time is over, and one of the signals is gone. */
        GONE,
        /** The time is over, and nobody knows whether the signals are still there. */
        UNKNOWN,
        /** A person has stood the run down. */
        STOOD_DOWN
    }

    /** Whether a step has to wait: the time is not over, or it was not found that the run goes on. */
    boolean holdsBack(String step) {
        return !atOnce.contains(step)
                && end.filter(found -> found.verdict() == Verdict.GOES_ON).isEmpty();
    }

    /** Whether a person has stood the run down. */
    boolean isStoodDown() {
        return end.filter(found -> found.verdict() == Verdict.STOOD_DOWN).isPresent();
    }

    Grace ending(End found) {
        return new Grace(until, atOnce, Optional.of(found));
    }
}
