package dev.runproof.compiler.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** The opening tags in a piece of HTML, with those attributes that name an element or lead to a file. Linear in its length. */
final class HtmlTags {

    /**
     * An attribute with a value.
     *
     * @param tag the name of its tag, in lower case
     * @param name its name, in lower case
     * @param value its value as it is written
     * @param start the offset of the value in the text
     */
    record Attribute(String tag, String name, String value, int start) {
        boolean isAnchor() {
            return name.equals("id") || (name.equals("name") && tag.equals("a"));
        }

        boolean isLink() {
            return (name.equals("href") && tag.equals("a")) || (name.equals("src") && tag.equals("img"));
        }
    }

    private static final String NOT_CLOSED = "<!--";

    private final String text;
    private final List<Attribute> attributes = new ArrayList<>();
    private int at;

    private HtmlTags(String text) {
        this.text = text;
    }

    /** The attributes of all opening tags that have a value, in their order; those in comments left out. */
    static List<Attribute> attributes(String text) {
        var tags = new HtmlTags(text);
        tags.read();
        return List.copyOf(tags.attributes);
    }

    private void read() {
        while ((at = text.indexOf('<', at)) >= 0) {
            if (text.startsWith(NOT_CLOSED, at)) {
                int end = text.indexOf("-->", at);
                if (end < 0) {
                    return;
                }
                at = end;
            } else if (at + 1 < text.length() && isLetter(text.charAt(at + 1))) {
                at++;
                tag();
            } else {
                at++;
            }
        }
    }

    private void tag() {
        String tag = take(c -> c != '>' && c != '/' && !isBlank(c)).toLowerCase(Locale.ROOT);
        while (at < text.length() && text.charAt(at) != '>') {
            take(c -> isBlank(c) || c == '/');
            String name = take(c -> c != '>' && c != '=' && c != '/' && !isBlank(c));
            take(HtmlTags::isBlank);
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                take(HtmlTags::isBlank);
                value(tag, name.toLowerCase(Locale.ROOT));
            }
        }
    }

    private void value(String tag, String name) {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        boolean quoted = quote == '"' || quote == '\'';
        if (quoted) {
            at++;
        }
        int start = at;
        String value = take(c -> quoted ? c != quote : c != '>' && !isBlank(c));
        if (quoted && at < text.length()) {
            at++;
        }
        attributes.add(new Attribute(tag, name, value, start));
    }

    private String take(IntPredicate wanted) {
        int start = at;
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }
}
