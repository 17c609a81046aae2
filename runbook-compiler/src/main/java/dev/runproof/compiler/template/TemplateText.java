package dev.runproof.compiler.template;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.Arrays;

/**
 * The text of a template, and where it was written. Immutable.
 *
 * <p>A text in YAML may be folded or escaped, so that its places are not those of the file. A part of it is then looked for as
 * it is written, in the same action; if it is not found, its place is that of the whole text.
 */
public final class TemplateText {

    private static final String ACTION = "{{";

    /** How far behind the beginning of its action a part is looked for, so that many parts of a long one cost little. */
    private static final int FARTHEST = 1_000;

    private final String text;
    private final Span written;
    private final boolean verbatim;
    private final int[] actions;
    private final int[] writtenActions;

    private TemplateText(String text, Span written) {
        this.text = text;
        this.written = written;
        this.verbatim = text.length() == written.end() - written.start()
                && written.file().text().startsWith(text, written.start());
        this.actions = verbatim ? new int[0] : actions(text, 0, text.length());
        this.writtenActions = verbatim ? new int[0] : actions(written.file().text(), written.start(), written.end());
    }

    /** Where actions begin, and before them the beginning of all. */
    private static int[] actions(String text, int start, int end) {
        int[] found = new int[8];
        found[0] = start;
        int count = 1;
        for (int at = text.indexOf(ACTION, start);
                at >= 0 && at + ACTION.length() <= end;
                at = text.indexOf(ACTION, at + ACTION.length())) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = at;
        }
        return Arrays.copyOf(found, count);
    }

    /** The whole of a file. */
    public static TemplateText of(SourceFile file) {
        return new TemplateText(file.text(), file.all());
    }

    /** A text in YAML. */
    public static TemplateText of(Scalar scalar) {
        return new TemplateText(scalar.text(), scalar.span());
    }

    /** A text of YAML that was read. */
    public static TemplateText of(Located<String> text) {
        return new TemplateText(text.value(), text.span());
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
        if (verbatim) {
            return file.span(written.start() + start, written.start() + end);
        }
        if (start == end || actions.length != writtenActions.length) {
            return written;
        }
        int found = Arrays.binarySearch(actions, start);
        int action = found >= 0 ? found : -found - 2;
        if (end - actions[action] > FARTHEST) {
            return written;
        }
        int from = writtenActions[action];
        int next = action + 1 < writtenActions.length ? writtenActions[action + 1] : written.end();
        String part = text.substring(start, end);
        int at = nth(
                part,
                occurrences(part, text.substring(actions[action], start + part.length() - 1)),
                file.text().substring(from, Math.min(next, from + 2 * FARTHEST)));
        return at < 0 ? written : file.span(from + at, from + at + part.length());
    }

    private static int occurrences(String part, String text) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private static int nth(String part, int count, String text) {
        int at = text.indexOf(part);
        for (int i = 0; i < count && at >= 0; i++) {
            at = text.indexOf(part, at + 1);
        }
        return at;
    }
}
