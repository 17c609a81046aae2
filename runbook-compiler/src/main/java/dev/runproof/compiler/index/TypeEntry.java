package dev.runproof.compiler.index;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A type that inputs and parameters can have.
 *
 * @param name the name in a runbook, such as {@code ip}
 * @param javaClass the class that it is; it has {@code public static T parse(String)}
 * @param documentation what its values are
 * @param pattern a regular expression that a whole text has to match
 * @param maxLength the longest text, in UTF-16 units
 * @param label the alert label that usually carries such a value
 * @param falcoField the field of a Falco event that usually carries such a value
 */
public record TypeEntry(
        String name,
        JavaClass javaClass,
        Documentation documentation,
        String pattern,
        int maxLength,
        String label,
        String falcoField)
        implements IndexEntry {

    private static final Pattern WORDS = Pattern.compile("[a-z0-9-]+(?:\\|[a-z0-9-]+)+");

    /** The values of a choice, whose pattern is words with {@code |} between them; empty for any other type. */
    public List<String> choices() {
        return WORDS.matcher(pattern).matches() ? List.of(pattern.split("\\|", -1)) : List.of();
    }

    /**
     * Whether a text is a value as far as length and pattern tell; the class's {@code parse} has the last word.
     *
     * @param text any text
     * @return false also for a text on which the pattern is too slow to decide
     */
    public boolean accepts(String text) {
        return text.length() <= maxLength && BoundedMatch.matches(Pattern.compile(pattern), text);
    }
}
