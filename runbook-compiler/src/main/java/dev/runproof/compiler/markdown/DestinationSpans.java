package dev.runproof.compiler.markdown;

import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.Optional;

/** Finds where in a link its destination is written: the parser keeps the place of the whole link alone. */
final class DestinationSpans {

    private final SourceFile file;
    private final String text;

    DestinationSpans(SourceFile file) {
        this.file = file;
        this.text = file.text();
    }

    /**
     * That of a link with its destination in parentheses.
     *
     * @param closing the offset behind its text, where the closing bracket stands
     * @param end the offset behind the link
     * @return the place; nothing if the link refers to a definition, or is in angle brackets
     */
    Optional<Span> inline(int closing, int end) {
        boolean inline = closing + 1 < end && text.charAt(closing) == ']' && text.charAt(closing + 1) == '(';
        return inline ? Optional.of(destination(closing + 2, end)) : Optional.empty();
    }

    /**
     * That of a definition such as {@code [label]: destination}.
     *
     * @param start where it begins
     * @param end the offset behind it
     */
    Span definition(int start, int end) {
        for (int i = start; i + 1 < end; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == ']' && text.charAt(i + 1) == ':') {
                return destination(i + 2, end);
            }
        }
        return file.span(start, end);
    }

    private Span destination(int from, int end) {
        int start = from;
        // A line break may precede it, and in a quote the mark of the next line.
        while (start < end && (isBlank(text.charAt(start)) || text.charAt(start) == '>')) {
            start++;
        }
        if (start < end && text.charAt(start) == '<') {
            int closing = closingAngle(start + 1, end);
            return file.span(start + 1, closing);
        }
        int depth = 0;
        int i = start;
        for (; i < end && !isBlank(text.charAt(i)); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth < 0) {
                break;
            }
        }
        return file.span(start, Math.min(i, end));
    }

    private int closingAngle(int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) != '>') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
