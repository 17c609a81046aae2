package dev.runproof.compiler;

import dev.runproof.compiler.model.Day;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How a check is made. Immutable.
 *
 * @param asOf the day that counts as today; the compiler never asks for the time, so that a check can be repeated
 * @param scheduled whether it runs by the clock and not for a change, so that what has become old is an error
 * @param base a folder with a checkout of the state that a change is compared with, such as {@code git worktree} makes;
 *     empty if nobody knows what has changed
 * @param changedSince a revision of Git, such as {@code origin/main}: only what has to do with a change since then is reported.
 *     It stands for the base too, where none is named
 */
public record CheckOptions(LocalDate asOf, boolean scheduled, Optional<Path> base, Optional<String> changedSince) {

    /** Those of a check that is not scheduled, of a change that is compared with nothing. */
    public static CheckOptions asOf(LocalDate day) {
        return new CheckOptions(day, false, Optional.empty(), Optional.empty());
    }

    /** The same by the clock. */
    public CheckOptions byTheClock() {
        return new CheckOptions(asOf, true, base, changedSince);
    }

    /** The same, compared with a base. */
    public CheckOptions comparedWith(Path folder) {
        return new CheckOptions(asOf, scheduled, Optional.of(folder), changedSince);
    }

    /** The same, of what has changed since a revision alone. */
    public CheckOptions ofChangesSince(String revision) {
        return new CheckOptions(asOf, scheduled, base, Optional.of(revision));
    }

    /** Reads a day as an option: {@code 2026-11-22}; nothing if it is none. */
    public static Optional<LocalDate> day(String text) {
        return Day.parse(text);
    }
}
