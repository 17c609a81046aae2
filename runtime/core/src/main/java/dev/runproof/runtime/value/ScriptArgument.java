package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Pattern;

/**
 * What a script is told, such as the name of an account: one word that means nothing to a shell. It has no quotes, no spaces and
 * no {@code $}, and does not begin with {@code -}, so that no program takes it for an option. Addresses, namespaces, pods and
 * the other types of one word have such texts too.
 *
 * @param text the word
 */
@RunbookType(name = "argument", pattern = ScriptArgument.PATTERN, maxLength = ScriptArgument.MAX_LENGTH)
public record ScriptArgument(String text) {

    static final String PATTERN = "[A-Za-z0-9:][-A-Za-z0-9._:@/+]*";
    static final int MAX_LENGTH = 400;
    private static final Pattern FORM = Pattern.compile(PATTERN);

    /**
     * Takes a word.
     *
     * @throws InvalidValueException if it has other characters
     */
    public ScriptArgument {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw new InvalidValueException(
                    "an argument is 1 to 400 of A-Z, a-z, 0-9 and . _ : @ / + -, and begins with a"
                            + " letter, a digit or :");
        }
    }

    /**
     * Reads a word.
     *
     * @param text such as {@code jane.doe@example.com}
     * @return the word
     * @throws InvalidValueException if the text has other characters
     */
    public static ScriptArgument parse(String text) {
        return new ScriptArgument(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
