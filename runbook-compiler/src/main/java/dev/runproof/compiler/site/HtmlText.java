package dev.runproof.compiler.site;

import java.util.Map;
import java.util.Set;

/** HTML that is written from its beginning to its end. Not thread-safe. */
final class HtmlText {

    /** Elements that have nothing in them, and so no end (WHATWG HTML, 13.1.2), of those that pages have. */
    private static final Set<String> VOID = Set.of("br", "col", "hr", "img", "input", "wbr");

    private final StringBuilder html = new StringBuilder();

    int length() {
        return html.length();
    }

    /** Begins an element. */
    HtmlText open(String tag, Map<String, String> attributes) {
        html.append('<').append(tag);
        attributes.forEach(this::attribute);
        html.append('>');
        return this;
    }

    private void attribute(String name, String value) {
        html.append(' ').append(name);
        // A flag, which is set by being there.
        if (!(name.equals("open") && value.isEmpty())) {
            html.append("=\"");
            escape(value, true);
            html.append('"');
        }
    }

    /** Ends it. */
    HtmlText close(String tag) {
        if (!VOID.contains(tag)) {
            html.append("</").append(tag).append('>');
        }
        return this;
    }

    /** Adds text. */
    HtmlText text(String text) {
        escape(text, false);
        return this;
    }

    /** Adds a command with its placeholders marked. */
    HtmlText command(String command, String language, Set<String> names) {
        int at = 0;
        for (CommandText.Place place : CommandText.places(command, language, names)) {
            text(command.substring(at, place.start()));
            html.append(place.quotable() ? "<var data-q>" : "<var>");
            text("<" + place.name() + ">").close("var");
            at = place.end();
        }
        return text(command.substring(at));
    }

    /** Adds what was written elsewhere. */
    HtmlText add(HtmlText other, int start, int end) {
        // As texts: parts of other sequences are taken over letter by letter.
        html.append(other.html.substring(start, end));
        return this;
    }

    /** Adds tags of ours. */
    HtmlText raw(String tags) {
        html.append(tags);
        return this;
    }

    /** Takes back what was written from an offset on. */
    void cut(int offset) {
        html.setLength(offset);
    }

    /** Gives the element that begins at an offset another name. */
    void rename(int offset, String from, String to) {
        html.replace(offset + 1, offset + 1 + from.length(), to);
    }

    /** Whether there is nothing but white space from an offset on. */
    boolean isBlankFrom(int offset) {
        for (int i = offset; i < html.length(); i++) {
            if (!Character.isWhitespace(html.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void escape(String text, boolean quoted) {
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= '>' || c == '\u00A0') {
                String entity = entity(c, quoted);
                if (!entity.isEmpty()) {
                    html.append(text.substring(written, i)).append(entity);
                    written = i + 1;
                }
            }
        }
        html.append(written == 0 ? text : text.substring(written));
    }

    private static String entity(char c, boolean quoted) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\u00A0' -> "&nbsp;";
            case '"' -> quoted ? "&quot;" : "";
            case '\t', '\n', '\r' -> "";
            default -> c < ' ' ? "&#x" + Integer.toHexString(c) + ";" : "";
        };
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
