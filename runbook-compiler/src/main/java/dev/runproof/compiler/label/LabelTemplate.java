package dev.runproof.compiler.label;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a label in a rule, which is a template of Go. It is followed as far as it is text with {@code {{ $labels.x }}},
 * {@code {{ $value }}} and other values in between; with branches or variables of its own it may come to anything.
 */
final class LabelTemplate {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final Pattern LABEL = Pattern.compile("(?:\\$labels|\\$?\\.Labels)\\.([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern VALUE = Pattern.compile("(?:\\$value|\\$?\\.Value)");
    // A branch, a definition or a comment; or a variable that is set.
    private static final Pattern NOT_FOLLOWED = Pattern.compile(
            "(?:if|else|end|with|range|define|template|block|break|continue)\\b.*|/\\*.*|.*=.*", Pattern.DOTALL);

    private final String text;

    LabelTemplate(String text) {
        this.text = text;
    }

    /**
     * What it comes to.
     *
     * @param series the labels of the series for which it is evaluated
     */
    Presence value(LabelSet series) {
        Optional<String> label = onlyLabel();
        if (label.isPresent()) {
            return series.presence(label.get());
        }
        return texts(series)
                .orElse(Texts.ANY)
                .presence(List.of(Cause.ofRule("the rule sets the label to the empty text, which is to remove it")));
    }

    /** The label whose value it is, so that why that never comes is why this does not. */
    private Optional<String> onlyLabel() {
        return text.startsWith(OPEN) && close(OPEN.length()) == text.length() - CLOSE.length()
                ? label(text.substring(OPEN.length(), text.length() - CLOSE.length()))
                : Optional.empty();
    }

    /** Where an action ends, which is not within a text in quotes; -1 if it does not. */
    private int close(int from) {
        int at = from;
        while (at < text.length() && !text.startsWith(CLOSE, at)) {
            at = "\"'`".indexOf(text.charAt(at)) >= 0 ? closingQuote(at) + 1 : at + 1;
        }
        return at < text.length() ? at : -1;
    }

    private int closingQuote(int opening) {
        char quote = text.charAt(opening);
        int at = opening + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        return at;
    }

    private static Optional<String> label(String action) {
        Matcher matcher = LABEL.matcher(trimmed(action));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Without the spaces around, and the signs that cut off those before and behind the action. */
    private static String trimmed(String action) {
        String inside = action;
        if (inside.startsWith("- ")) {
            inside = inside.substring(1);
        }
        if (inside.endsWith(" -")) {
            inside = inside.substring(0, inside.length() - 1);
        }
        return inside.strip();
    }

    private Optional<Texts> texts(LabelSet series) {
        Texts texts = Texts.EMPTY;
        int at = 0;
        boolean cut = false;
        while (at < text.length()) {
            int open = text.indexOf(OPEN, at);
            int end = open < 0 ? text.length() : open;
            texts = texts.then(
                    literal(text.substring(at, end), cut, open >= 0 && text.startsWith("- ", open + OPEN.length())));
            if (open < 0) {
                return Optional.of(texts);
            }
            int close = close(open + OPEN.length());
            if (close < 0) {
                return Optional.empty();
            }
            String action = text.substring(open + OPEN.length(), close);
            String inside = trimmed(action);
            if (NOT_FOLLOWED.matcher(inside).matches()) {
                return Optional.empty();
            }
            texts = texts.then(label(action)
                    .map(series::presence)
                    .map(Texts::of)
                    .orElse(VALUE.matcher(inside).matches() ? Texts.SOME : Texts.ANY));
            cut = action.endsWith(" -");
            at = close + CLOSE.length();
        }
        return Optional.of(texts);
    }

    /** Text between actions, whose spaces are cut off at the sides where an action asks for it. */
    private static Texts literal(String text, boolean cutsBefore, boolean cutsBehind) {
        String left = cutsBefore ? text.stripLeading() : text;
        return Texts.of(cutsBehind ? left.stripTrailing() : left);
    }
}
