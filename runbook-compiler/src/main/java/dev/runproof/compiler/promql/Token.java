package dev.runproof.compiler.promql;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text as it was written
 * @param start the offset of its first character
 * @param end the offset behind its last one
 */
record Token(Kind kind, String text, int start, int end) {

    private static final int LONGEST_SHOWN = 40;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    enum Kind {
        /** Brackets, commas and operators that are no words. */
        SYMBOL,
        NUMBER,
        DURATION,
        STRING,
        /** A name without a colon: of a metric, a label or a function. */
        NAME,
        /** A name with a colon: of a metric, and between parentheses of a label too. */
        METRIC_NAME,
        /** A word with a meaning of its own, in capital letters too; most can be names as well. */
        KEYWORD,
        END
    }

    Range range() {
        return new Range(start, end);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isKeyword(String keyword) {
        return kind == Kind.KEYWORD && word().equals(keyword);
    }

    /** Whether the text can be read as a name, be it a keyword or not. */
    boolean isWord() {
        return kind == Kind.NAME || kind == Kind.METRIC_NAME || kind == Kind.KEYWORD;
    }

    /** In small letters. */
    String word() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For messages: on one line, and not too long. */
    String shown() {
        return kind == Kind.END ? "the end" : shown(text);
    }

    /** A text for messages: on one line, and not too long. */
    static String shown(String text) {
        if (text.length() <= LONGEST_SHOWN) {
            return CONTROL.matcher(text).replaceAll(" ");
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return shown(text.substring(0, end)) + "…";
    }
}
