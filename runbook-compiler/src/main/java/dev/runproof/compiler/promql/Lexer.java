package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.Token.Kind;
import java.util.Locale;
import java.util.Set;

/** Cuts an expression into its words, as {@code promql/parser/lex.go} of Prometheus does. */
final class Lexer {

    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "or",
            "unless",
            "atan2",
            "sum",
            "avg",
            "count",
            "min",
            "max",
            "group",
            "stddev",
            "stdvar",
            "topk",
            "bottomk",
            "count_values",
            "quantile",
            "limitk",
            "limit_ratio",
            "offset",
            "smoothed",
            "anchored",
            "by",
            "without",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "fill",
            "fill_left",
            "fill_right",
            "bool",
            "start",
            "end",
            "step",
            "range",
            "max_of",
            "min_of");
    private static final Set<String> IN_DURATIONS = Set.of("step", "range", "max_of", "min_of");
    private static final String DECIMAL = "0123456789";
    private static final String HEXADECIMAL = "0123456789abcdefABCDEF";
    private static final String UNITS = "write durations such as 30s, 5m or 1h30m, without spaces";

    private final String text;
    private int at;

    /** Inside braces, where keywords are names. */
    private boolean braces;

    /** Inside brackets, where only durations stand. */
    private boolean brackets;

    /** From an opening bracket to the first number: no comment may stand there. */
    private boolean bracketStart;

    private boolean duration;
    private boolean colon;

    Lexer(String text) {
        this.text = text;
    }

    /**
     * The next word, or the end.
     *
     * @throws Mistake if there is none that PromQL knows
     */
    Token next() {
        skip();
        if (at >= text.length()) {
            return new Token(Kind.END, "", at, at);
        }
        char c = text.charAt(at);
        if (braces) {
            return inBraces(c);
        }
        if (startsNumber(c)) {
            bracketStart = false;
            duration = true;
            return number();
        }
        if (brackets && (isAlpha(c) || c == ':')) {
            return inBrackets(c);
        }
        return switch (c) {
            case '"', '\'', '`' -> bracketStart ? inBrackets(c) : string();
            case '(', ')', ',', '+', '-', '*', '/', '%', '^' -> symbol(1);
            case '[' -> openBracket();
            case ']' -> closeBracket();
            case '{', '@', '=', '!', '<', '>' -> bracketStart ? inBrackets(c) : operator(c);
            default -> {
                if (isAlpha(c) || c == ':') {
                    yield name();
                }
                throw unknown(c);
            }
        };
    }

    /** Spaces and comments. */
    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' && !bracketStart) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (isSpace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private Token symbol(int length) {
        at += length;
        return new Token(Kind.SYMBOL, text.substring(at - length, at), at - length, at);
    }

    private Token string() {
        int start = at;
        at = QuotedText.read(text, start).end();
        return new Token(Kind.STRING, text.substring(start, at), start, at);
    }

    private Token inBraces(char c) {
        if (isAlpha(c)) {
            int start = at;
            while (at < text.length() && isAlphanumeric(text.charAt(at))) {
                at++;
            }
            return new Token(Kind.NAME, text.substring(start, at), start, at);
        }
        return switch (c) {
            case ',' -> symbol(1);
            case '"', '\'', '`' -> string();
            case '=' -> symbol(peek(1) == '~' ? 2 : 1);
            case '!' -> {
                if (peek(1) != '=' && peek(1) != '~') {
                    throw mistake(1, "! is no comparison of labels", "write != or !~");
                }
                yield symbol(2);
            }
            case '}' -> {
                braces = false;
                yield symbol(1);
            }
            case '{' ->
                throw mistake(
                        1,
                        "a { inside braces",
                        peek(1) == '{' || peek(-1) == '{'
                                ? "write the value itself: expressions are no templates"
                                : "close the braces before it with }");
            case '<', '>' ->
                throw mistake(1, "labels are texts, which " + c + " does not compare", "write =, !=, =~ or !~");
            default -> throw unknown(c);
        };
    }

    private Token openBracket() {
        if (brackets) {
            throw mistake(1, "a [ inside brackets", "close the brackets before it with ]");
        }
        brackets = true;
        bracketStart = true;
        duration = false;
        colon = false;
        return symbol(1);
    }

    private Token closeBracket() {
        if (!brackets) {
            throw mistake(1, "a ] without its [", "remove it, or write [ before the duration");
        }
        brackets = false;
        bracketStart = false;
        return symbol(1);
    }

    private Token inBrackets(char c) {
        if (c == ':') {
            if (!duration) {
                throw mistake(1, "a : before a duration", "write how far to look back first, such as [1h:5m]");
            }
            if (colon) {
                throw mistake(1, "a second : in brackets", "write a range and a step, such as [1h:5m]");
            }
            colon = true;
            return symbol(1);
        }
        int start = at;
        if (isAlpha(c)) {
            // As in Prometheus, no digits: step1 is the keyword and a number.
            while (at < text.length() && isAlpha(text.charAt(at))) {
                at++;
            }
            String word = text.substring(start, at);
            if (IN_DURATIONS.contains(word.toLowerCase(Locale.ROOT))) {
                duration = true;
                return new Token(Kind.KEYWORD, word, start, at);
            }
            throw new Mistake(
                    new Range(start, at), "found " + Token.shown(word) + " where a duration should be", UNITS);
        }
        throw c == '$' ? grafana() : mistake(1, "found " + shown() + " where a duration should be", UNITS);
    }

    private Token operator(char c) {
        char next = peek(1);
        return switch (c) {
            case '{' -> {
                braces = true;
                yield symbol(1);
            }
            case '=' -> {
                if (next == '~') {
                    throw mistake(
                            2,
                            "=~ compares labels, and stands in braces alone",
                            "write it in the braces of a selector, such as up{job=~\"a|b\"}");
                }
                if (next == '>' || next == '<') {
                    throw mistake(2, "=" + next + " is no operator", "write " + next + "=");
                }
                yield symbol(next == '=' ? 2 : 1);
            }
            case '!' -> {
                if (next == '~') {
                    throw mistake(
                            2,
                            "!~ compares labels, and stands in braces alone",
                            "write it in the braces of a selector, such as up{job!~\"a|b\"}");
                }
                if (next != '=') {
                    throw mistake(1, "! is no operator", "write unless for a set without another, or == 0");
                }
                yield symbol(2);
            }
            case '<', '>' -> {
                if (c == '<' && next == '>') {
                    throw mistake(2, "<> is no operator", "write !=");
                }
                yield symbol(next == '=' || next == '/' ? 2 : 1);
            }
            default -> symbol(1);
        };
    }

    private Token name() {
        int start = at;
        boolean colons = false;
        while (at < text.length() && (isAlphanumeric(text.charAt(at)) || text.charAt(at) == ':')) {
            colons |= text.charAt(at) == ':';
            at++;
        }
        String word = text.substring(start, at);
        String small = word.toLowerCase(Locale.ROOT);
        Kind kind;
        if (small.equals("inf") || small.equals("nan")) {
            kind = Kind.NUMBER;
        } else if (KEYWORDS.contains(small) && (!small.startsWith("fill") || isFollowedByParenthesis())) {
            kind = Kind.KEYWORD;
        } else {
            kind = colons ? Kind.METRIC_NAME : Kind.NAME;
        }
        return new Token(kind, word, start, at);
    }

    /** The {@code fill} modifiers came late, and are names wherever they are not followed by a value. */
    private boolean isFollowedByParenthesis() {
        int next = at;
        while (next < text.length() && isSpace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && text.charAt(next) == '(';
    }

    private Token number() {
        int start = at;
        Kind kind = scanNumber() ? Kind.NUMBER : Kind.DURATION;
        if (kind == Kind.DURATION && !scanRestOfDuration()) {
            while (at < text.length() && (isAlphanumeric(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            throw new Mistake(
                    new Range(start, at),
                    Token.shown(text.substring(start, at)) + " is neither a number nor a duration",
                    "write numbers such as 0.5 or 1e9, and durations such as 30s, 5m or 1h30m");
        }
        return new Token(kind, text.substring(start, at), start, at);
    }

    /** Whether a number begins here, and nothing follows that belongs to it; stops where it ends. */
    private boolean scanNumber() {
        String digits = DECIMAL;
        if (accept("0") && accept("xX")) {
            accept("_");
            digits = HEXADECIMAL;
        }
        accept(".");
        accept(digits);
        boolean point = false;
        boolean exponent = false;
        while (true) {
            if (accept(".")) {
                if (point || accept("_.") || digits.equals(HEXADECIMAL)) {
                    return false;
                }
                point = true;
            } else if (at < text.length() && "eE".indexOf(text.charAt(at)) >= 0) {
                at++;
                if (exponent) {
                    return false;
                }
                exponent = true;
                accept("+-");
                if (accept("._eE") || at == text.length()) {
                    return false;
                }
            } else if (accept("_")) {
                if (accept("._eE") || at == text.length()) {
                    return false;
                }
            } else if (accept(digits)) {
                // As in Prometheus: behind a digit that is no e, all of 0x1fe are digits.
                acceptAll(digits);
            } else {
                return at == text.length() || !isAlphanumeric(text.charAt(at));
            }
        }
    }

    /** Whether what follows the first digits makes them a duration; stops where it ends. */
    private boolean scanRestOfDuration() {
        if (!accept("smhdwy")) {
            return false;
        }
        accept("s");
        while (accept(DECIMAL)) {
            acceptAll(DECIMAL);
            if (!accept("smhdw")) {
                return false;
            }
            accept("s");
        }
        return at == text.length() || !isAlphanumeric(text.charAt(at));
    }

    private boolean accept(String characters) {
        if (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
            return true;
        }
        return false;
    }

    private void acceptAll(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean startsNumber(char c) {
        return isDigit(c) || (c == '.' && isDigit(peek(1)));
    }

    /** The character so far from here; NUL where there is none. */
    private char peek(int distance) {
        int index = at + distance;
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlpha(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isAlphanumeric(char c) {
        return isAlpha(c) || isDigit(c);
    }

    private Mistake mistake(int length, String message, String help) {
        return new Mistake(new Range(at, at + length), message, help);
    }

    private Mistake grafana() {
        int end = at + 1;
        while (end < text.length() && (isAlphanumeric(text.charAt(end)) || "{}$:".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return new Mistake(
                new Range(at, end),
                Token.shown(text.substring(at, end)) + " is a variable of a dashboard, which Prometheus does not know",
                "write its value");
    }

    private String shown() {
        return Token.shown(Character.toString(text.codePointAt(at)));
    }

    private Mistake unknown(char c) {
        int length = Character.charCount(text.codePointAt(at));
        if (c == '$') {
            return grafana();
        }
        if (c == '}') {
            return mistake(1, "a } without its {", "remove it, or write { before the labels");
        }
        if (c == '&' || c == '|') {
            boolean twice = peek(1) == c;
            return mistake(
                    twice ? 2 : 1,
                    (twice ? "" + c + c : "" + c) + " is no operator",
                    c == '&' ? "write and" : "write or");
        }
        if (c == '.' || Character.isLetter(text.codePointAt(at))) {
            return mistake(
                    length,
                    "found " + shown() + ", which a name without quotes cannot have",
                    braces
                            ? "write the name of the label in quotes, such as {\"my.label\"=\"x\"}"
                            : "write the name in braces and quotes, such as {\"my.metric\"}");
        }
        if (c == ':' && braces) {
            return mistake(1, "a : in braces", "write labels as name=\"value\"");
        }
        if (c == ';') {
            return mistake(1, "found ;, which PromQL does not have", "remove it");
        }
        return mistake(
                length,
                "found " + (Character.isISOControl(c) ? "a control character" : shown())
                        + ", which PromQL does not have",
                braces ? "write labels as name=\"value\", with commas between" : "remove it, or write an operator");
    }
}
