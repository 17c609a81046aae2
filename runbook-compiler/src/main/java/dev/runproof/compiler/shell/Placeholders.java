package dev.runproof.compiler.shell;

/** Placeholders in commands, which a shell would take for redirections: {@code <SOURCE_IP>}, {@code <pod name>}. */
final class Placeholders {

    private static final int LONGEST = 80;

    private Placeholders() {}

    /**
     * Where a placeholder ends that begins at an offset.
     *
     * @return the offset behind its {@code >}; 0 if there is none
     */
    static int end(Cursor cursor, int start) {
        char first = cursor.charAt(start + 1);
        if (cursor.charAt(start) != '<' || !(Character.isLetter(first) || first == '.' || first == '\u2026')) {
            return 0;
        }
        for (int i = start + 2; i <= start + LONGEST; i++) {
            char c = cursor.charAt(i);
            boolean blankBefore = cursor.charAt(i - 1) == ' ';
            if (c == '>') {
                // sort <in >out
                return blankBefore ? 0 : i + 1;
            }
            boolean piped = c == '|' && (blankBefore || cursor.charAt(i + 1) == ' ');
            if (i >= cursor.length() || piped || "<\n\r\t;&()$\"'`\\".indexOf(c) >= 0) {
                return 0;
            }
        }
        return 0;
    }
}
