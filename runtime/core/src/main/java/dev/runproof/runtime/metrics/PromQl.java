package dev.runproof.runtime.metrics;

/** Texts in queries. */
public final class PromQl {

    private PromQl() {}

    /**
     * A text as a string literal of PromQL, whatever is in it. Source: the language's documentation, string literals, whose
     * rules are those of Go.
     *
     * @param text any text
     * @return the literal, with its quotation marks
     */
    public static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                quoted.append('\uFFFD');
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\x%02x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    /**
     * A text as a regular expression (RE2) that matches it alone, not yet {@linkplain #quoted(String) quoted}.
     *
     * @param text any text
     * @return the expression
     */
    public static String literally(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }
}
