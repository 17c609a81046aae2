package dev.runproof.compiler.source;

import java.util.Comparator;

/**
 * A part of a file, by offsets in UTF-16 units.
 *
 * @param file the file
 * @param start the offset of its first character
 * @param end the offset behind its last one; equal to {@code start} for a place between characters
 */
public record Span(SourceFile file, int start, int end) implements Comparable<Span> {

    private static final Comparator<Span> ORDER = Comparator.<Span, String>comparing(
                    span -> span.file().path())
            .thenComparingInt(Span::start)
            .thenComparingInt(Span::end);

    /** Refuses offsets outside the file. */
    public Span {
        if (start < 0 || end < start || end > file.text().length()) {
            throw new IllegalArgumentException(file + " has no " + start + ".." + end);
        }
    }

    /** Where it begins, as people count. */
    public Position from() {
        return file.position(start);
    }

    /** The place behind its last character, as people count. */
    public Position to() {
        return file.position(end);
    }

    /** The text that it covers. */
    public String text() {
        return file.text().substring(start, end);
    }

    /** The smallest span that covers this and another one of the same file. */
    public Span upTo(Span other) {
        return new Span(file, Math.min(start, other.start), Math.max(end, other.end));
    }

    /** By path, start and end. */
    @Override
    public int compareTo(Span other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code alert-rules/auth.yaml:17:5}. */
    @Override
    public String toString() {
        Position from = from();
        return file.path() + ":" + from.line() + ":" + from.column();
    }
}
