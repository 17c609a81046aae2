package dev.runproof.runtime.engine;

/** Texts of a length that a record takes. A record that is refused for a long message would cost the containment. */
public final class Cut {

    private Cut() {}

    /**
     * The text, or its beginning with an ellipsis; never half of a character.
     *
     * @param length the longest text, in UTF-16 units
     * @param text the text
     */
    public static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "\u2026";
    }
}
