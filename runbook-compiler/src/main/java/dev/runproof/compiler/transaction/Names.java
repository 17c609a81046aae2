package dev.runproof.compiler.transaction;

import dev.runproof.compiler.finding.Suggestion;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of transactions, responses and inputs, and what findings say about names. */
public final class Names {

    private static final int MAX_LENGTH = 63;
    private static final int MOST_LISTED = 12;
    private static final int MOST_SHOWN = 60;
    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private Names() {}

    /** Whether a text is a name: lower case words joined by hyphens, at most 63 characters. */
    public static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && VALID.matcher(name).matches();
    }

    /** How to write a name that is not one. */
    public static String help(String written) {
        String kebab = written.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        return "a name is lower case words joined by hyphens, at most " + MAX_LENGTH + " characters"
                + (isValid(kebab) ? ": " + kebab : "");
    }

    /** A text from a runbook as part of a message: one short line. */
    public static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return line.codePointCount(0, line.length()) <= MOST_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST_SHOWN)) + "…";
    }

    /**
     * Says which name was probably meant, or else which there are.
     *
     * @param written the unknown name
     * @param names those that there are
     * @param what they are, such as {@code actions}
     */
    public static String didYouMean(String written, Collection<String> names, String what) {
        return Suggestion.nearest(written, names)
                        .map(name -> "did you mean " + name + "?")
                        .orElseGet(() -> list(names, what))
                + foreign(written);
    }

    /** What a person does not see: a letter that only looks like one of a name. */
    static String foreign(String written) {
        return written.codePoints()
                .filter(c -> c > '~')
                .mapToObj(c -> String.format(Locale.ROOT, " (what is written has U+%04X in it)", c))
                .findFirst()
                .orElse("");
    }

    private static String list(Collection<String> names, String what) {
        if (names.isEmpty()) {
            return "there are no " + what;
        }
        String some =
                String.join(", ", names.stream().sorted().limit(MOST_LISTED).toList());
        return "there are the " + what + " " + some + (names.size() > MOST_LISTED ? ", …" : "");
    }
}
