package dev.runproof.compiler.site;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How much the last validation of a runbook is worth.
 *
 * @param state in one word
 * @param last the day of that validation
 * @param until the last day on which it counts
 * @param evidence how, by whom, and where that can be looked up; empty without a record
 */
public record Validity(State state, Optional<LocalDate> last, Optional<LocalDate> until, Optional<String> evidence) {

    /** Whether a reader can rely on it. */
    public enum State {
        /** It was tried, and has not changed since. */
        FRESH,
        /** It has changed since it was tried. */
        CHANGED,
        /** It was tried too long ago. */
        STALE,
        /** Nobody wrote down that it was tried. */
        UNKNOWN
    }
}
