package dev.runproof.executor;

import java.io.PrintWriter;

/**
 * Where the executor prints.
 *
 * @param out for what was asked for
 * @param err for what is wrong with the asking
 * @param coloured whether {@code out} is a terminal that wants colours
 */
record Console(PrintWriter out, PrintWriter err, boolean coloured) {

    /** How text looks on a terminal. */
    enum Style {
        GOOD("32"),
        WARNING("33"),
        BAD("31"),
        DIM("2"),
        STRONG("1");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** Prints a line as it is; what came from outside has gone through {@link Printable} before. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    void error(String text) {
        err.println(styledIf(coloured, Style.BAD, "error: ") + Printable.of(text));
        err.flush();
    }

    /** Tells of something beside what was asked for. From any thread. */
    void warning(String text) {
        err.println(styledIf(coloured, Style.WARNING, "warning: ") + Printable.of(text));
        err.flush();
    }

    String styled(Style style, String text) {
        return styledIf(coloured, style, text);
    }

    private static String styledIf(boolean coloured, Style style, String text) {
        return coloured ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }
}
