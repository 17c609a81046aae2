package dev.runproof.compiler.content;

import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import java.util.Arrays;

/** The text of a fenced block, and the way back from its offsets to the file. Immutable. */
final class BlockText {

    private final SourceSlice slice;
    private final String text;
    private final int[] lineStarts;

    BlockText(SourceSlice slice) {
        this.slice = slice;
        this.text = slice.text();
        int[] starts = new int[16];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = i + 1;
        }
        this.lineStarts = Arrays.copyOf(starts, count);
    }

    /** The text; its lines end with LF. */
    String text() {
        return text;
    }

    /** How many lines there are; the text behind the last line break is none. */
    int lineCount() {
        return lineStarts.length - 1;
    }

    /** Where a line begins; lines count from 0. */
    int lineStart(int line) {
        return lineStarts[line];
    }

    /** A line without its line break. */
    String line(int line) {
        return text.substring(lineStarts[line], lineStarts[line + 1] - 1);
    }

    int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** The part of the file that stands for a part of the text; what goes over a line break ends there. */
    Span span(int start, int end) {
        int lineEnd = text.indexOf('\n', start);
        int from = offset(start);
        return slice.file().span(from, Math.max(from, offset(lineEnd < 0 ? end : Math.min(end, lineEnd))));
    }

    /** The line, from 1, of the file in which an offset of the text is. */
    int fileLine(int offset) {
        return slice.file().lineAt(offset(offset));
    }

    private int offset(int offset) {
        int line = lineAt(offset);
        return slice.offset(line, text.codePointCount(lineStarts[line], offset));
    }
}
