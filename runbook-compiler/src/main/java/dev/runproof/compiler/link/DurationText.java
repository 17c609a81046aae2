package dev.runproof.compiler.link;

import java.time.Duration;

/** Durations for people. */
final class DurationText {

    private DurationText() {}

    /** Such as {@code 20 s}, {@code 3 min} or {@code 250 ms}; what is below the unit is left out. */
    static String of(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return duration.toSeconds() + " s";
        }
        return duration.compareTo(Duration.ofHours(2)) < 0 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
