package dev.runproof.compiler.anchor;

import java.util.Optional;

/**
 * A heading without the attributes behind it.
 *
 * @param text its text
 * @param id the name that is written out, as in {@code ## Disk full {#disk}}
 */
record HeadingText(String text, Optional<String> id) {

    /** Takes attributes off the end of a heading, as goldmark reads them; hashes may close it on either side of them. */
    static HeadingText of(String text) {
        return read(text, false);
    }

    /** The same as Python-Markdown reads them, which wants a blank before them. */
    static HeadingText ofSpaced(String text) {
        return read(text, true);
    }

    private static HeadingText read(String text, boolean spaced) {
        Optional<HeadingText> cut = cut(text.stripTrailing(), spaced);
        if (cut.isPresent()) {
            return new HeadingText(withoutClosing(cut.get().text), cut.get().id);
        }
        String open = withoutClosing(text);
        return cut(open.stripTrailing(), spaced).orElse(new HeadingText(open, Optional.empty()));
    }

    private static Optional<HeadingText> cut(String text, boolean spaced) {
        int open = text.lastIndexOf('{');
        boolean attributes = open >= 0
                && text.endsWith("}")
                && text.indexOf('}', open) == text.length() - 1
                && (open == 0 || text.charAt(open - 1) != '\\')
                && (!spaced || (open > 0 && text.charAt(open - 1) == ' '));
        if (!attributes) {
            return Optional.empty();
        }
        String inner = text.substring(open + 1, text.length() - 1);
        // Python-Markdown takes any word for an attribute.
        boolean marked = spaced || inner.contains("#") || inner.contains(".") || inner.contains("=");
        if (!marked || inner.isBlank()) {
            return Optional.empty();
        }
        Optional<String> id = Optional.empty();
        for (String word : inner.split("[ \\t:]+", -1)) {
            if (word.startsWith("#") && word.length() > 1) {
                id = Optional.of(word.substring(1));
            } else if (word.startsWith("id=")) {
                id = Optional.of(word.substring("id=".length()).replaceAll("[\"']", ""));
            }
        }
        return Optional.of(new HeadingText(text.substring(0, open).stripTrailing(), id));
    }

    /** Without the hashes that may close a heading of one line. */
    private static String withoutClosing(String text) {
        String line = text.stripTrailing();
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '#') {
            end--;
        }
        boolean closes =
                end < line.length() && (end == 0 || line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t');
        return closes ? line.substring(0, end).stripTrailing() : text;
    }
}
