package dev.runproof.compiler.template;

import dev.runproof.compiler.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the text of a template into its actions, and these into words, as {@code text/template/parse/lex.go} of Go does. */
final class ActionLexer {

    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";

    private final TemplateText template;
    private final String text;
    private int at;

    ActionLexer(TemplateText template) {
        this.template = template;
        this.text = template.text();
    }

    /** The words of the next action, the last of which is {@link Kind#END}; nothing at the end of the text. Skips comments. */
    Optional<List<Token>> next() {
        while (true) {
            int open = text.indexOf(LEFT, at);
            if (open < 0) {
                return Optional.empty();
            }
            int inside = open + LEFT.length();
            if (text.startsWith("-", inside) && inside + 1 < text.length() && isSpace(text.charAt(inside + 1))) {
                inside++;
            }
            int word = skipSpace(inside);
            // Only a trim marker may stand between the braces and a comment.
            if (text.startsWith("/*", inside == open + LEFT.length() ? inside : word)) {
                skipComment(open, word);
            } else {
                at = inside;
                return Optional.of(words(open));
            }
        }
    }

    private void skipComment(int open, int start) {
        int close = text.indexOf("*/", start + 2);
        if (close < 0) {
            throw problem(open, open + LEFT.length(), "a comment that is not closed", "close it with */}}");
        }
        int behind = close + 2;
        int end = text.startsWith(RIGHT, behind) ? behind : skipSpace(behind) + 1;
        boolean trims = end > behind && text.startsWith("-" + RIGHT, end - 1) && end - 1 > behind;
        if (end != behind && !trims) {
            throw problem(open, behind, "a comment is an action of its own", "write }} directly behind */");
        }
        at = end + RIGHT.length();
    }

    private List<Token> words(int open) {
        var words = new ArrayList<Token>();
        while (true) {
            int before = at;
            at = skipSpace(at);
            boolean glued = before == at;
            if (at >= text.length()) {
                throw problem(open, open + LEFT.length(), "an action that is not closed", "close it with }}");
            }
            int close = closing(glued);
            if (close >= 0) {
                words.add(new Token(Kind.END, RIGHT, glued, at, close));
                at = close;
                return words;
            }
            words.add(word(open, glued));
        }
    }

    /** The offset behind the braces that end the action here; negative if they do not. */
    private int closing(boolean glued) {
        if (text.startsWith(RIGHT, at)) {
            return at + RIGHT.length();
        }
        return !glued && text.startsWith("-" + RIGHT, at) ? at + 1 + RIGHT.length() : -1;
    }

    private Token word(int open, boolean glued) {
        int start = at;
        char c = text.charAt(at);
        return switch (c) {
            case '|' -> simple(Kind.PIPE, 1, glued);
            case '(' -> simple(Kind.OPEN, 1, glued);
            case ')' -> simple(Kind.CLOSE, 1, glued);
            case ',' -> simple(Kind.COMMA, 1, glued);
            case '=' -> simple(Kind.ASSIGN, 1, glued);
            case ':' -> {
                if (!text.startsWith(":=", at)) {
                    throw unexpected(c);
                }
                yield simple(Kind.DECLARE, 2, glued);
            }
            case '"', '\'' -> quoted(c, glued);
            case '`' -> raw(glued);
            case '$' -> {
                at = name(at + 1);
                yield new Token(Kind.VARIABLE, text.substring(start + 1, at), glued, start, at);
            }
            case '.' -> field(glued);
            default -> startsNumber(c) ? number(glued) : keyword(open, glued);
        };
    }

    private boolean startsNumber(char c) {
        boolean signed = (c == '+' || c == '-') && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        return signed || isDigit(c);
    }

    private Token field(boolean glued) {
        int start = at;
        if (at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            return number(glued);
        }
        at = name(at + 1);
        return at == start + 1
                ? new Token(Kind.DOT, ".", glued, start, at)
                : new Token(Kind.FIELD, text.substring(start + 1, at), glued, start, at);
    }

    private Token keyword(int open, boolean glued) {
        int start = at;
        at = name(at);
        if (at > start) {
            return new Token(Kind.NAME, text.substring(start, at), glued, start, at);
        }
        throw text.startsWith(LEFT, start)
                ? problem(
                        open,
                        open + LEFT.length(),
                        "an action that is not closed before the next one begins",
                        "close it with }}")
                : unexpected(text.charAt(at));
    }

    private Token simple(Kind kind, int length, boolean glued) {
        int start = at;
        at += length;
        return new Token(kind, text.substring(start, at), glued, start, at);
    }

    private Token number(boolean glued) {
        int start = at;
        at++;
        while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return new Token(Kind.NUMBER, text.substring(start, at), glued, start, at);
    }

    private Token quoted(char quote, boolean glued) {
        int start = at;
        var value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '\n'; at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return new Token(quote == '"' ? Kind.STRING : Kind.NUMBER, value.toString(), glued, start, at);
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                value.append(escaped(text.charAt(at)));
            } else {
                value.append(c);
            }
        }
        throw problem(start, start + 1, "a text in quotes that is not closed", "close it on its line");
    }

    /** Escapes by number stay as they are: no name that matters here is written with them. */
    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"', '\'', '\\' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }

    private Token raw(boolean glued) {
        int start = at;
        int close = text.indexOf('`', at + 1);
        if (close < 0) {
            throw problem(start, start + 1, "a text in backquotes that is not closed", "close it with `");
        }
        at = close + 1;
        return new Token(Kind.STRING, text.substring(start + 1, close), glued, start, at);
    }

    private int name(int from) {
        int end = from;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int skipSpace(int from) {
        int end = from;
        while (end < text.length() && isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private TemplateProblem unexpected(char c) {
        return problem(
                at, at + 1, "a template has no " + Token.shown(String.valueOf(c)) + " here", "write texts in quotes");
    }

    private TemplateProblem problem(int start, int end, String message, String help) {
        return new TemplateProblem(template.place(start, end), message, help);
    }
}
