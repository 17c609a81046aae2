package dev.runproof.compiler.resolve;

import java.util.ArrayList;
import java.util.List;

/** Tells the text of an annotation from the actions of Go's templates in it. Linear in its length. */
final class TemplateText {

    static final String OPENING = "{{";
    static final String CLOSING = "}}";

    private TemplateText() {}

    /**
     * A piece of an annotation.
     *
     * @param start the offset of its first character
     * @param end the offset behind its last one
     * @param action whether it is an action, with its braces, and not text that stands for itself
     * @param closed whether it ends; an action may not
     */
    record Piece(int start, int end, boolean action, boolean closed) {}

    /** The pieces of a text, in their order and without gaps. */
    static List<Piece> pieces(String text) {
        var pieces = new ArrayList<Piece>();
        int at = 0;
        while (at < text.length()) {
            int opening = text.indexOf(OPENING, at);
            if (opening != at) {
                int end = opening < 0 ? text.length() : opening;
                pieces.add(new Piece(at, end, false, true));
                at = end;
            } else {
                int end = actionEnd(text, opening + OPENING.length());
                pieces.add(new Piece(opening, end < 0 ? text.length() : end, true, end >= 0));
                at = end < 0 ? text.length() : end;
            }
        }
        return pieces;
    }

    /** The offset behind the braces that close an action; −1 if none do. Braces in quotes and comments do not. */
    private static int actionEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith(CLOSING, at)) {
                return at + CLOSING.length();
            } else if (c == '"' || c == '`' || c == '\'') {
                at = quoteEnd(text, at);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                at++;
            }
        }
        return -1;
    }

    /** The offset behind a quoted text. */
    static int quoteEnd(String text, int opening) {
        char quote = text.charAt(opening);
        for (int i = opening + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '`') {
                i++;
            } else if (c == quote) {
                return i + 1;
            }
        }
        return text.length();
    }
}
