package dev.runproof.compiler.link;

import java.util.List;

/** A text in which each {@code *} stands for any characters. It is matched in time proportional to both lengths at most. */
final class TextPattern {

    private final List<String> parts;

    TextPattern(String written) {
        this.parts = List.of(written.split("\\*", -1));
    }

    boolean matches(String text) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return text.equals(first);
        }
        if (!text.startsWith(first) || !text.endsWith(last) || text.length() < first.length() + last.length()) {
            return false;
        }
        int at = first.length();
        int end = text.length() - last.length();
        // Between two stars the first place that fits leaves most to those behind it.
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }
}
