package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Pattern;

/**
 * How many, from 1 to 999999.
 *
 * @param number the number
 */
@RunbookType(name = "count", pattern = Count.PATTERN, maxLength = Count.MAX_LENGTH)
public record Count(int number) {

    static final String PATTERN = "[1-9][0-9]{0,5}";
    static final int MAX_LENGTH = 6;
    private static final Pattern FORM = Pattern.compile(PATTERN);

    /**
     * Takes a number.
     *
     * @throws InvalidValueException if it is less than 1 or more than 999999
     */
    public Count {
        if (!FORM.matcher(Integer.toString(number)).matches()) {
            throw invalid();
        }
    }

    /**
     * Reads a number.
     *
     * @param text such as {@code 1000}
     * @return the number
     * @throws InvalidValueException if the text is none, or has another spelling
     */
    public static Count parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw invalid();
        }
        return new Count(Integer.parseInt(text));
    }

    private static InvalidValueException invalid() {
        return new InvalidValueException("a count is a whole number from 1 to 999999, without zeros before it");
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
