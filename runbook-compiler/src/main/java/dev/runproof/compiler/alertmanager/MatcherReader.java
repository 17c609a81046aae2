package dev.runproof.compiler.alertmanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads matchers such as {@code severity=~"critical|warning"}, as Alertmanager reads them in its fallback mode: names and values
 * with or without quotes, several with commas between, perhaps in braces.
 */
final class MatcherReader {

    private final String text;
    private int at;

    private MatcherReader(String text) {
        this.text = text;
    }

    /** The matchers of a text; nothing if they cannot be read. */
    static Optional<List<Matcher>> read(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") != inner.endsWith("}")) {
            return Optional.empty();
        }
        if (inner.startsWith("{")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        return new MatcherReader(inner).matchers();
    }

    private Optional<List<Matcher>> matchers() {
        var matchers = new ArrayList<Matcher>();
        skipSpace();
        while (at < text.length()) {
            Optional<String> label = token("=!~,\"");
            skipSpace();
            Optional<String> operator = operator();
            if (label.filter(name -> !name.isEmpty()).isEmpty() || operator.isEmpty()) {
                return Optional.empty();
            }
            skipSpace();
            Optional<String> value = token(",\"");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matchers.add(new Matcher(
                    label.get(),
                    value.get(),
                    operator.get().endsWith("~"),
                    operator.get().startsWith("!")));
            skipSpace();
            if (at < text.length() && text.charAt(at++) != ',') {
                return Optional.empty();
            }
            skipSpace();
        }
        return Optional.of(matchers);
    }

    private Optional<String> operator() {
        for (String operator : List.of("=~", "!~", "!=", "=")) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private Optional<String> token(String ends) {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Optional.of(text.substring(start, at).strip());
    }

    private Optional<String> quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(value.toString());
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                char escaped = text.charAt(at);
                value.append(escaped == 'n' ? "\n" : escaped == '"' || escaped == '\\' ? escaped + "" : "\\" + escaped);
            } else {
                value.append(c);
            }
        }
        return Optional.empty();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
