package dev.runproof.compiler.source;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Consecutive lines of a file, each from a column on: a whole file, its front matter, or the content of a fenced block.
 * Converts places in the cut-out text back to the file. Immutable.
 */
public final class SourceSlice {

    private final SourceFile file;
    private final int firstLine;
    private final int[] starts;
    private final int lastEnd;

    private SourceSlice(SourceFile file, int firstLine, int[] starts, int lastEnd) {
        this.file = file;
        this.firstLine = firstLine;
        this.starts = starts;
        this.lastEnd = lastEnd;
    }

    /** The whole of a file. */
    public static SourceSlice all(SourceFile file) {
        return lines(file, 1, file.lineCount());
    }

    /**
     * Whole lines.
     *
     * @param file the file
     * @param first the first line, from 1
     * @param last the last line, included; {@code first - 1} for none
     * @return the lines
     */
    public static SourceSlice lines(SourceFile file, int first, int last) {
        int[] starts = new int[last - first + 1];
        Arrays.setAll(starts, i -> file.lineStart(first + i));
        return new SourceSlice(file, first, starts, Integer.MAX_VALUE);
    }

    /**
     * Lines from which something is cut off at the beginning.
     *
     * @param file the file
     * @param first the first line, from 1
     * @param starts for each line the offset in the file at which it begins
     * @return the lines
     */
    public static SourceSlice indented(SourceFile file, int first, int[] starts) {
        return new SourceSlice(file, first, starts.clone(), Integer.MAX_VALUE);
    }

    /**
     * A part of one line.
     *
     * @param part the part
     * @return the part, as a line of its own
     */
    public static SourceSlice part(Span part) {
        return new SourceSlice(part.file(), part.file().lineAt(part.start()), new int[] {part.start()}, part.end());
    }

    /** The file. */
    public SourceFile file() {
        return file;
    }

    /** The text, its lines joined by LF, with one at the end. */
    public String text() {
        var text = new StringBuilder();
        for (int i = 0; i < starts.length; i++) {
            // Letter by letter it would be, of a part of another text.
            text.append(file.text().substring(starts[i], end(i))).append('\n');
        }
        return text.toString();
    }

    /**
     * The offset in the file of a place in the text of this slice.
     *
     * @param line from 0
     * @param codePoints the number of code points before it in its line
     * @return the offset; the end of the slice for a place behind it
     */
    public int offset(int line, int codePoints) {
        if (line >= starts.length) {
            return span().end();
        }
        return Math.min(file.offset(starts[line], codePoints), Math.max(starts[line], end(line)));
    }

    /** The part of the file that it covers. */
    public Span span() {
        if (starts.length == 0) {
            int at = file.lineStart(Math.min(firstLine, file.lineCount()));
            return file.span(at, at);
        }
        return file.span(starts[0], Math.max(starts[0], end(starts.length - 1)));
    }

    /** Its lines, without their line breaks. */
    public List<Span> lines() {
        return IntStream.range(0, starts.length)
                .mapToObj(line -> file.span(starts[line], Math.max(starts[line], end(line))))
                .toList();
    }

    /** The number of its lines. */
    int lineCount() {
        return starts.length;
    }

    /** The offset in the file at which a line begins, which counts from 0. */
    int start(int line) {
        return starts[line];
    }

    private int end(int line) {
        return Math.min(file.lineEnd(firstLine + line), line == starts.length - 1 ? lastEnd : Integer.MAX_VALUE);
    }
}
