package dev.runproof.compiler.template;

import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode.Scalar;

/**
 * The text of a template, and where it was written. Immutable.
 *
 * <p>A text in YAML may be folded or escaped, so that its places are not those of the file. A part of it is then looked for as
 * it is written; if it is not found, its place is that of the whole text.
 */
public final class TemplateText {

    private final String text;
    private final Span written;

    private TemplateText(String text, Span written) {
        this.text = text;
        this.written = written;
    }

    /** The whole of a file. */
    public static TemplateText of(SourceFile file) {
        return new TemplateText(file.text(), file.all());
    }

    /** A text in YAML. */
    public static TemplateText of(Scalar scalar) {
        return new TemplateText(scalar.text(), scalar.span());
    }

    /** A text that stands in no file of ours, such as a default of a program, shown where it takes effect. */
    public static TemplateText elsewhere(String text, Span place) {
        return new TemplateText(text, place);
    }

    /** The text as the template engine sees it. */
    public String text() {
        return text;
    }

    /** Where the whole of it is written. */
    public Span written() {
        return written;
    }

    /**
     * Where a part of it is written.
     *
     * @param start the offset of its first character
     * @param end the offset behind its last one
     */
    public Span place(int start, int end) {
        SourceFile file = written.file();
        if (text.length() == written.end() - written.start() && file.text().startsWith(text, written.start())) {
            return file.span(written.start() + start, written.start() + end);
        }
        String part = text.substring(start, end);
        int at = part.isEmpty() ? -1 : nth(part, occurrencesBefore(part, start));
        return at < 0 ? written : file.span(at, at + part.length());
    }

    private int occurrencesBefore(String part, int start) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0 && at < start; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private int nth(String part, int count) {
        String all = written.file().text();
        int at = all.indexOf(part, written.start());
        for (int i = 0; i < count && at >= 0; i++) {
            at = all.indexOf(part, at + 1);
        }
        return at >= 0 && at + part.length() <= written.end() ? at : -1;
    }
}
