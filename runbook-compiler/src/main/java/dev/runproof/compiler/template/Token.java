package dev.runproof.compiler.template;

import java.util.regex.Pattern;

/**
 * A word of an action.
 *
 * @param kind what it is
 * @param text its value: names without dot or dollar sign, strings without quotes and escapes
 * @param glued whether it follows the word before it without a space
 * @param start the offset of its first character
 * @param end the offset behind its last one
 */
record Token(Kind kind, String text, boolean glued, int start, int end) {

    private static final int LONGEST_SHOWN = 40;
    /** Half of a character that takes two is none either. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}\u2028\u2029]");

    enum Kind {
        FIELD,
        DOT,
        VARIABLE,
        NAME,
        STRING,
        NUMBER,
        PIPE,
        OPEN,
        CLOSE,
        DECLARE,
        ASSIGN,
        COMMA,
        /** The end of the action. */
        END
    }

    /** For messages: on one line, and not too long. */
    String shown() {
        return shown(text);
    }

    /** A text for messages: on one line, and not too long. */
    static String shown(String text) {
        String part = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "\u2026" : text;
        return CONTROL.matcher(part).replaceAll(" ");
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
