package dev.runproof.compiler.rule;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells expressions of Loki from those of Prometheus, since rule files of both have one shape. A selector of LogQL stands
 * alone, without the name of a metric before its braces, and behind it may come what no PromQL has: stages of a pipeline, and
 * filters for lines. Some LogQL is PromQL as well, such as {@code rate({app="api"}[5m]) > 1}.
 */
final class LogQl {

    /** Braces with the word before them, and with a filter behind them if there is one. Quotes have nothing between them here. */
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:])([\\w:]*+) ?+\\{[^{}]*+}?+ ?+(\\||![=~] ?+\"\")?");

    private static final Pattern FUNCTION =
            Pattern.compile("\\b(?:bytes_rate|bytes_over_time|rate_counter|approx_topk) ?+\\(");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "atan2");

    private final String text;

    private LogQl(String text) {
        this.text = text;
    }

    /**
     * Looks at an expression.
     *
     * @param expression its text
     */
    static LogQl of(String expression) {
        return new LogQl(withoutTexts(expression));
    }

    /** Without what is in quotes, without comments, and with one blank for each run of white space. */
    private static String withoutTexts(String written) {
        var out = new StringBuilder();
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            at++;
            if (c == '"' || c == '\'' || c == '`') {
                at = behindQuote(written, at, c);
                out.append("\"\"");
            } else if (c == '#' || Character.isWhitespace(c)) {
                if (c == '#') {
                    int end = written.indexOf('\n', at);
                    at = end < 0 ? written.length() : end;
                }
                if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int behindQuote(String written, int from, char quote) {
        int at = from;
        while (at < written.length() && written.charAt(at) != quote) {
            at += written.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        return Math.min(at + 1, written.length());
    }

    /** Whether it is LogQL and nothing else. */
    boolean isCertain() {
        Matcher selectors = SELECTOR.matcher(text);
        while (selectors.find()) {
            if (isNameless(selectors) && selectors.group(2) != null) {
                return true;
            }
        }
        return FUNCTION.matcher(text).find();
    }

    /** Whether it may be LogQL: it selects something, and never by the name of a metric. */
    boolean isPossible() {
        return text.indexOf('{') >= 0 && SELECTOR.matcher(text).results().allMatch(found -> isNameless(found.group(1)));
    }

    private static boolean isNameless(Matcher selector) {
        return isNameless(selector.group(1));
    }

    private static boolean isNameless(String word) {
        return word.isEmpty() || OPERATORS.contains(word);
    }
}
