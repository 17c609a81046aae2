package dev.runproof.compiler.source;

import java.util.Arrays;

/**
 * A file that was read: its name, its text, and its lines.
 *
 * <p>Offsets count UTF-16 units of the text from 0, as commonmark does; people and snakeyaml-engine count code points, and
 * {@link SourceSlice#offset} alone leads back from those. Immutable and thread-safe. Two files are equal if
 * they are the same object.
 */
public final class SourceFile {

    /** The name of what was read from standard input, which is no file. */
    public static final String STANDARD_INPUT = "<stdin>";

    private final String path;
    private final String text;
    private final int[] lineStarts;

    /** Where characters begin that take two units: hardly any text has one, and so columns are differences of offsets. */
    private final int[] pairs;

    /**
     * Takes a text.
     *
     * @param path the name in findings: relative, with {@code /} between folders
     * @param text the decoded text; a byte-order mark at its beginning is dropped
     */
    public SourceFile(String path, String text) {
        this.path = path;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.lineStarts = lineStarts(this.text);
        this.pairs = pairs(this.text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        int newline = text.indexOf('\n');
        int carriage = text.indexOf('\r');
        while (newline >= 0 || carriage >= 0) {
            boolean isNewline = carriage < 0 || (newline >= 0 && newline < carriage);
            int at = isNewline ? newline : carriage;
            // A carriage return before a newline ends no line of its own.
            if (isNewline || newline != carriage + 1) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = at + 1;
            }
            if (isNewline) {
                newline = text.indexOf('\n', at + 1);
            } else {
                carriage = text.indexOf('\r', at + 1);
            }
        }
        return Arrays.copyOf(starts, count);
    }

    private static int[] pairs(String text) {
        int[] pairs = new int[0];
        int count = 0;
        char[] letters = text.toCharArray();
        for (int i = 0; i + 1 < letters.length; i++) {
            if (Character.isHighSurrogate(letters[i]) && Character.isLowSurrogate(letters[i + 1])) {
                if (count == pairs.length) {
                    pairs = Arrays.copyOf(pairs, count * 2 + 16);
                }
                pairs[count++] = i;
            }
        }
        return Arrays.copyOf(pairs, count);
    }

    /** The name in findings: relative, with {@code /} between folders. */
    public String path() {
        return path;
    }

    /** The text, without a byte-order mark. */
    public String text() {
        return text;
    }

    /** The number of lines; at least 1. A line break at the end begins another, empty line. */
    public int lineCount() {
        return lineStarts.length;
    }

    /**
     * Where a line begins.
     *
     * @param line from 1
     * @return the offset of its first character
     */
    public int lineStart(int line) {
        return lineStarts[line - 1];
    }

    /**
     * Where a line ends.
     *
     * @param line from 1
     * @return the offset behind its last character, before its line break
     */
    public int lineEnd(int line) {
        int end = line == lineStarts.length ? text.length() : lineStarts[line];
        int start = lineStarts[line - 1];
        while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return end;
    }

    /** A line without its line break; lines count from 1. */
    public String line(int line) {
        return text.substring(lineStart(line), lineEnd(line));
    }

    /** The line, from 1, in which an offset is. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The place of an offset as people count it. */
    public Position position(int offset) {
        int line = lineAt(offset);
        int start = lineStart(line);
        return new Position(line, offset - start - (pairsBefore(offset - 1) - pairsBefore(start)) + 1);
    }

    /**
     * The offset that lies a number of code points behind another.
     *
     * @param start an offset
     * @param codePoints the number
     * @return the offset; the end of the text if it has not so many
     */
    int offset(int start, int codePoints) {
        int first = pairsBefore(start);
        int low = first;
        int high = pairs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pairs[middle] - start - (middle - first) < codePoints) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (int) Math.min(text.length(), (long) start + codePoints + (low - first));
    }

    /** How many characters of two units begin before an offset. */
    private int pairsBefore(int offset) {
        if (pairs.length == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(pairs, offset);
        return found >= 0 ? found : -found - 1;
    }

    /** The whole text. */
    public Span all() {
        return new Span(this, 0, text.length());
    }

    /** A span. */
    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    @Override
    public String toString() {
        return path;
    }
}
