package dev.runproof.compiler.check;

import java.time.Duration;
import java.util.Locale;

/** Durations as runbooks have them. */
final class Times {

    private Times() {}

    /** Such as {@code 1h30m}; a day is {@code 24h}. */
    static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
