package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A percentage from 0 to 100, such as 5 or 0.25, with at most three digits behind the point and without a sign for it.
 *
 * @param number the number, exact, without zeros at its end
 */
@RunbookType(name = "percent", pattern = Percent.PATTERN, maxLength = Percent.MAX_LENGTH)
public record Percent(BigDecimal number) {

    static final String PATTERN = "(?:100|[1-9]?[0-9](?:\\.[0-9]{1,3})?)";
    static final int MAX_LENGTH = 6;
    private static final Pattern FORM = Pattern.compile(PATTERN);
    private static final int HUNDRED = 100;

    /**
     * Takes a percentage.
     *
     * @throws InvalidValueException if it is not one
     */
    public Percent {
        number = number.stripTrailingZeros();
        if (!FORM.matcher(number.toPlainString()).matches()) {
            throw new InvalidValueException(
                    "a percentage is a number from 0 to 100 with at most three digits behind the point");
        }
    }

    /**
     * Reads a percentage.
     *
     * @param text such as {@code 5} or {@code 0.25}
     * @return the percentage
     * @throws InvalidValueException if the text is none
     */
    public static Percent parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw new InvalidValueException(
                    "a percentage is a number from 0 to 100 with at most three digits behind the point");
        }
        return new Percent(new BigDecimal(text));
    }

    /** The same as a part of one. */
    public double fraction() {
        return number.doubleValue() / HUNDRED;
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return number.toPlainString();
    }
}
