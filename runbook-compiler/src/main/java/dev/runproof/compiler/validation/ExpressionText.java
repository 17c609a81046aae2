package dev.runproof.compiler.validation;

import dev.runproof.compiler.model.Alert;

/**
 * An expression without what means nothing: white space is left out, but for one blank between two words, and so are
 * comments. What stands in quotes is kept as it is.
 */
final class ExpressionText {

    private final String written;
    private final boolean comments;
    private final StringBuilder out = new StringBuilder();

    private ExpressionText(String written, boolean comments) {
        this.written = written;
        this.comments = comments;
    }

    /**
     * The text.
     *
     * @param alert an alert; PromQL and LogQL have comments from {@code #} to the end of the line, Falco's conditions do not
     */
    static String of(Alert alert) {
        return new ExpressionText(alert.expression().value(), alert.kind() == Alert.Kind.PROMETHEUS).text();
    }

    private String text() {
        boolean blank = false;
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (Character.isWhitespace(c)) {
                blank = true;
                at++;
            } else if (comments && c == '#') {
                blank = true;
                at = endOfLine(at);
            } else {
                int end = c == '"' || c == '\'' || c == '`' ? endOfQuote(at) : at + 1;
                if (blank && isWord(c) && !out.isEmpty() && isWord(out.charAt(out.length() - 1))) {
                    out.append(' ');
                }
                out.append(written, at, end);
                blank = false;
                at = end;
            }
        }
        return out.toString();
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < written.length() && written.charAt(end) != '\n' && written.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Behind the closing quote; the end of the text if there is none. */
    private int endOfQuote(int from) {
        char quote = written.charAt(from);
        for (int i = from + 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\' && quote != '`') {
                i++;
            }
        }
        return written.length();
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '_' || c == ':' || c == '.';
    }
}
