package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.Arrays;
import java.util.Locale;

/** What happens where a check cannot find out: {@code refuse} or {@code allow}. */
@RunbookType(name = "refuse-or-allow", pattern = IfUnknown.PATTERN, maxLength = IfUnknown.MAX_LENGTH)
public enum IfUnknown {
    /** Nothing is done, and a person is paged. */
    REFUSE,
    /** It goes on, and the record says why nobody knew. */
    ALLOW;

    static final String PATTERN = "refuse|allow";
    static final int MAX_LENGTH = 6;

    /**
     * Reads a choice.
     *
     * @param text {@code refuse} or {@code allow}
     * @return the choice
     * @throws InvalidValueException if the text is another
     */
    public static IfUnknown parse(String text) {
        return Arrays.stream(values())
                .filter(choice -> choice.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("the choice is between refuse and allow"));
    }

    /** The word in a runbook. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
