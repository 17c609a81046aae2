package dev.runproof.compiler.source;

import java.util.Arrays;

/**
 * The text of a slice as a file of its own, for readers of whole files, with the way back to where it stands. Immutable.
 *
 * <p>A Markdown text in a block of YAML is such a text: its lines are indented in the file, and are not where they are read.
 */
public final class EmbeddedText {

    private final SourceSlice slice;
    private final SourceFile text;

    /** Takes the text of a slice out of its file. */
    public EmbeddedText(SourceSlice slice) {
        this.slice = slice;
        // A byte-order mark in the midst of a file is a character, and would be dropped at the beginning of one.
        this.text = new SourceFile(slice.file().path(), slice.text().replace('\uFEFF', ' '));
    }

    /** The text as a file. */
    public SourceFile text() {
        return text;
    }

    /** Where a span of the text stands in the file; it covers the indentation of lines within it too. */
    public Span inFile(Span span) {
        int start = inFile(span.start());
        return slice.file().span(start, Math.max(start, inFile(span.end())));
    }

    /** Where a slice of the text stands in the file. */
    public SourceSlice inFile(SourceSlice part) {
        int[] starts = new int[part.lineCount()];
        Arrays.setAll(starts, line -> inFile(part.start(line)));
        int first = slice.file().lineAt(inFile(part.span().start()));
        return SourceSlice.indented(slice.file(), first, starts);
    }

    private int inFile(int offset) {
        int line = text.lineAt(offset);
        return line > slice.lineCount() ? slice.span().end() : slice.start(line - 1) + offset - text.lineStart(line);
    }
}
