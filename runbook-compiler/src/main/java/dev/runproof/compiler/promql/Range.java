package dev.runproof.compiler.promql;

/**
 * A part of the text of an expression, by offsets in UTF-16 units.
 *
 * @param start the offset of its first character
 * @param end the offset behind its last one; equal to {@code start} for a place between characters
 */
public record Range(int start, int end) {

    /** Refuses what is no range. */
    public Range {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException(start + ".." + end + " is no range");
        }
    }

    /** The smallest range that covers this and another one. */
    public Range upTo(Range other) {
        return new Range(Math.min(start, other.start), Math.max(end, other.end));
    }
}
