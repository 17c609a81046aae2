package dev.runproof.compiler.report;

import dev.runproof.compiler.site.Validity;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How old a runbook is.
 *
 * @param name the name of its page
 * @param title its title
 * @param file its file
 * @param address the address of its page; empty if it is not known
 * @param owner who keeps it true
 * @param validity its last validation, and what that is worth
 * @param age the days since then
 * @param left the days until it counts no more; negative if that is over
 * @param exercised the day on which it was exercised last
 * @param changed the day of the last commit that changed it
 * @param fired how often its alerts fired in the last quarter
 * @param errors what the gate finds in it that is an error
 * @param warnings what it finds that is a warning
 */
public record RunbookAge(
        String name,
        String title,
        String file,
        Optional<String> address,
        Optional<String> owner,
        Validity validity,
        OptionalLong age,
        OptionalLong left,
        Optional<LocalDate> exercised,
        Optional<LocalDate> changed,
        OptionalLong fired,
        int errors,
        int warnings) {

    /** The worth of its validation in a few words. */
    public String state() {
        return word(validity.state());
    }

    /** The worth of a validation in a few words. */
    public static String word(Validity.State state) {
        return switch (state) {
            case FRESH -> "valid";
            case CHANGED -> "changed since";
            case STALE -> "too old";
            case UNKNOWN -> "never validated";
        };
    }
}
