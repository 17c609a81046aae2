package dev.runproof.compiler.template;

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

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }
}
