package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time in whole seconds, longer than none, such as {@code 30s} or {@code 1h30m}: numbers with {@code d}, {@code
 * h}, {@code m} and {@code s}, the largest first.
 *
 * @param duration how long
 */
@RunbookType(name = "duration", pattern = TimeSpan.PATTERN, maxLength = TimeSpan.MAX_LENGTH)
public record TimeSpan(Duration duration) {

    static final String PATTERN = "(?=.*[1-9])(?:[0-9]{1,5}d)?(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,6}s)?";
    static final int MAX_LENGTH = 27;
    private static final Pattern FORM =
            Pattern.compile("(?:([0-9]{1,5})d)?(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,6})s)?");

    /**
     * Takes a length of time.
     *
     * @throws InvalidValueException if it is not of whole seconds, or none at all
     */
    public TimeSpan {
        if (duration.isNegative() || duration.isZero() || duration.toNanosPart() != 0) {
            throw new InvalidValueException("a length of time is at least one second, in whole seconds");
        }
    }

    /**
     * Reads a length of time.
     *
     * @param text such as {@code 5m}
     * @return the length
     * @throws InvalidValueException if the text is none
     */
    public static TimeSpan parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            throw new InvalidValueException("a length of time is written as 30s, 5m or 1h30m, the largest unit first");
        }
        return new TimeSpan(Duration.ofDays(number(parts, 1))
                .plusHours(number(parts, 2))
                .plusMinutes(number(parts, 3))
                .plusSeconds(number(parts, 4)));
    }

    private static long number(Matcher parts, int group) {
        return Optional.ofNullable(parts.group(group)).map(Long::parseLong).orElse(0L);
    }

    /** The canonical text: the fewest and largest units. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        append(text, duration.toDays(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.toString();
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
