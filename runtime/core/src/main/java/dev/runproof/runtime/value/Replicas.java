package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Pattern;

/**
 * How many replicas a workload is to have, from 0 to 9999.
 *
 * @param number the number
 */
@RunbookType(name = "replicas", pattern = Replicas.PATTERN, maxLength = Replicas.MAX_LENGTH)
public record Replicas(int number) {

    static final String PATTERN = "0|[1-9][0-9]{0,3}";
    static final int MAX_LENGTH = 4;
    private static final Pattern FORM = Pattern.compile(PATTERN);

    /**
     * Takes a number.
     *
     * @throws InvalidValueException if it is less than 0 or more than 9999
     */
    public Replicas {
        if (!FORM.matcher(Integer.toString(number)).matches()) {
            throw invalid();
        }
    }

    /**
     * Reads a number.
     *
     * @param text such as {@code 0}
     * @return the number
     * @throws InvalidValueException if the text is none, or has another spelling
     */
    public static Replicas parse(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw invalid();
        }
        return new Replicas(Integer.parseInt(text));
    }

    private static InvalidValueException invalid() {
        return new InvalidValueException("replicas are a whole number from 0 to 9999, without zeros before it");
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
