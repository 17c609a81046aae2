package dev.runproof.runtime.value;

import dev.runproof.runtime.index.RunbookType;
import java.util.regex.Pattern;

/**
 * A SHA-256 checksum, as {@code sha256sum} prints it: 64 hexadecimal digits in lower case.
 *
 * @param hex the digits
 */
@RunbookType(name = "sha256", pattern = Sha256.PATTERN, maxLength = Sha256.MAX_LENGTH)
public record Sha256(String hex) {

    static final String PATTERN = "[0-9a-f]{64}";
    static final int MAX_LENGTH = 64;
    private static final Pattern FORM = Pattern.compile(PATTERN);

    /**
     * Takes a checksum.
     *
     * @throws InvalidValueException if it is none
     */
    public Sha256 {
        if (hex.length() > MAX_LENGTH || !FORM.matcher(hex).matches()) {
            throw new InvalidValueException("a SHA-256 checksum is 64 of 0-9 and a-f");
        }
    }

    /**
     * Reads a checksum.
     *
     * @param text the digits
     * @return the checksum
     * @throws InvalidValueException if the text is none
     */
    public static Sha256 parse(String text) {
        return new Sha256(text);
    }

    @Override
    public String toString() {
        return hex;
    }
}
