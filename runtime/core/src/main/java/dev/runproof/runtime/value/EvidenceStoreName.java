package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Pattern;

/**
 * The name of a place that people have declared for evidence, such as {@code vault}: a DNS label of at most 40 characters.
 *
 * @param name the name
 */
@RunbookType(name = "evidence-store", pattern = EvidenceStoreName.PATTERN, maxLength = EvidenceStoreName.MAX_LENGTH)
public record EvidenceStoreName(String name) {

    static final String PATTERN = "[a-z]([-a-z0-9]{0,38}[a-z0-9])?";
    static final int MAX_LENGTH = 40;
    private static final Pattern FORM = Pattern.compile(PATTERN);

    /**
     * Takes a name.
     *
     * @throws InvalidValueException if it is none
     */
    public EvidenceStoreName {
        if (name.length() > MAX_LENGTH || !FORM.matcher(name).matches()) {
            throw new InvalidValueException("the name of a store of evidence is 1 to 40 of a-z, 0-9 and -, begins with"
                    + " a letter, and does not end with -");
        }
    }

    /**
     * Reads a name.
     *
     * @param text the name
     * @return the name
     * @throws InvalidValueException if the text is none
     */
    public static EvidenceStoreName parse(String text) {
        return new EvidenceStoreName(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
