package dev.runproof.compiler.shell;

/** Tells arithmetic, which ends with {@code ))}, from a subshell that begins with another one. */
final class Parentheses {

    private final Cursor cursor;
    private int noEndFrom = Integer.MAX_VALUE;

    Parentheses(Cursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Where arithmetic ends.
     *
     * @param start the offset behind its {@code ((}
     * @return the offset behind its {@code ))}; 0 if what stands there is no arithmetic
     */
    int arithmeticEnd(int start) {
        int end = closing(start, 1);
        return end > 0 && cursor.charAt(end) == ')' ? end + 1 : 0;
    }

    /**
     * Where two parentheses are closed.
     *
     * @param start the offset behind the two
     * @return the offset behind the closing one of the first; 0 if there is none
     */
    int end(int start) {
        return closing(start, 0);
    }

    /** The offset behind the parenthesis that leaves so many of two open. */
    private int closing(int start, int left) {
        // Behind a place from which no end was found there is none either, so that no text is looked through often.
        if (start >= noEndFrom) {
            return 0;
        }
        int open = 2;
        for (int i = start; i < cursor.length(); i++) {
            char c = cursor.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' || c == '\'') {
                i = quoteEnd(i);
            } else if (c == '(') {
                open++;
            } else if (c == ')') {
                open--;
                if (open == left) {
                    return i + 1;
                }
            }
        }
        noEndFrom = start;
        return 0;
    }

    /** The closing quote; the opening one if there is none. */
    private int quoteEnd(int start) {
        for (int i = start + 1; i < cursor.length(); i++) {
            if (cursor.charAt(i) == cursor.charAt(start)) {
                return i;
            }
            if (cursor.charAt(i) == '\\' && cursor.charAt(start) == '"') {
                i++;
            }
        }
        return start;
    }
}
