package dev.runproof.compiler.shell;

/** A place in a script. What is behind its end is {@link #END}. */
final class Cursor {

    static final char END = '\0';

    private static final int DEEPEST = 100;

    private final String text;
    private final char[] letters;
    private int at;
    private int depth;

    Cursor(String text) {
        this.text = text;
        this.letters = text.toCharArray();
    }

    int at() {
        return at;
    }

    void moveTo(int offset) {
        at = offset;
    }

    boolean atEnd() {
        return at >= letters.length;
    }

    /** The character here. A NUL in the text looks like its end, and is none: {@link #atEnd} tells. */
    char here() {
        return ahead(0);
    }

    char ahead(int characters) {
        return at + characters < letters.length ? letters[at + characters] : END;
    }

    boolean looksAt(String expected) {
        return looksAt(expected, at);
    }

    boolean looksAt(String expected, int offset) {
        return text.startsWith(expected, offset);
    }

    boolean skip(String expected) {
        boolean found = looksAt(expected);
        if (found) {
            at += expected.length();
        }
        return found;
    }

    void advance(int characters) {
        at = Math.min(letters.length, at + characters);
    }

    /** Spaces, tabs, and line breaks that a backslash takes away. */
    void skipBlanks() {
        while (!atEnd()) {
            if (here() == ' ' || here() == '\t' || here() == '\r') {
                at++;
            } else if (here() == '\\' && ahead(1) == '\n') {
                at += 2;
            } else {
                return;
            }
        }
    }

    /** Characters that are never anything but themselves. */
    void skipPlain() {
        while (at < letters.length && isPlain(letters[at])) {
            at++;
        }
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_' || c == ':';
    }

    void skipComment() {
        if (here() == '#') {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
    }

    int indexOf(char wanted) {
        return text.indexOf(wanted, at);
    }

    String since(int start) {
        return text.substring(start, at);
    }

    String text(int start, int end) {
        return text.substring(start, end);
    }

    int length() {
        return text.length();
    }

    char charAt(int offset) {
        return offset < letters.length ? letters[offset] : END;
    }

    /** Where the line here ends: at its line break, or at the end of the script. */
    int lineEnd() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    /** Whether a character ends a word that has no quotes. */
    static boolean isMeta(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || isOperator(c);
    }

    static boolean isOperator(char c) {
        return c == ';' || c == '&' || c == '|' || c == '<' || c == '>' || c == '(' || c == ')';
    }

    void enter() {
        depth++;
        if (depth > DEEPEST) {
            throw new TooDeepException();
        }
    }

    void leave() {
        depth--;
    }
}
