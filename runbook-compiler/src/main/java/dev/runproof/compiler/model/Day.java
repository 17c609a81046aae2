package dev.runproof.compiler.model;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Days as people write them. */
public final class Day {

    /** None before the year 2000: that is a slip, and no runbook of ours is so old. */
    private static final Pattern WRITTEN = Pattern.compile("[2-9][0-9]{3}-[0-9]{2}-[0-9]{2}");

    private Day() {}

    /**
     * Reads a day.
     *
     * @param text a text
     * @return the day, if the text is one of the calendar, from 2000 on, as {@code year-month-day} and with no time
     */
    public static Optional<LocalDate> parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
