package dev.runproof.compiler.edit;

import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lines of a file, and what is put between or in them. */
final class Lines {

    private Lines() {}

    /**
     * A text in place of another.
     *
     * @param start where that begins
     * @param end behind its end; the same for a text that is put in between
     * @param text the text
     */
    record Edit(int start, int end, String text) {}

    /** The text of a file with edits, none of which touches another. */
    static String with(SourceFile file, List<Edit> edits) {
        var text = new StringBuilder(file.text());
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::start).reversed())
                .forEach(edit -> text.replace(edit.start(), edit.end(), edit.text()));
        return text.toString();
    }

    /** Puts lines, each without its end, behind a line. */
    static Edit behind(SourceFile file, int line, List<String> lines) {
        String end = ending(file);
        int at =
                line < file.lineCount() ? file.lineStart(line + 1) : file.text().length();
        boolean open = line == file.lineCount() && file.lineEnd(line) > file.lineStart(line);
        return new Edit(at, at, (open ? end : "") + String.join(end, lines) + end);
    }

    /** Puts a line behind one that begins a mapping in block style, before what it has; nothing if nothing follows. */
    static Optional<Edit> below(SourceFile file, int line, String text) {
        int next = line + 1;
        while (next <= file.lineCount() && isEmpty(file.line(next))) {
            next++;
        }
        return next > file.lineCount()
                ? Optional.empty()
                : Optional.of(behind(file, line, List.of(indent(file.line(next)) + text)));
    }

    /**
     * Puts an item behind the last one of a list in block style.
     *
     * @param items what the list has; not empty
     * @param item the lines of the new one, by the blanks with which each begins
     */
    static Edit behindLast(SourceFile file, List<YamlNode> items, Function<String, List<String>> item) {
        Span last = items.get(items.size() - 1).span();
        return behind(file, last(last), item.apply(indent(file.line(last.from().line()))));
    }

    /** The last line of a part with something on it: what follows may belong to what follows. */
    static int last(Span span) {
        int line = span.file().lineAt(Math.max(span.start(), span.end() - 1));
        while (line > 1 && span.file().line(line).isBlank()) {
            line--;
        }
        return line;
    }

    /** How lines end in a file. */
    static String ending(SourceFile file) {
        return file.text().contains("\r\n") ? "\r\n" : "\n";
    }

    /** Whether a line of YAML says nothing. */
    static boolean isEmpty(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    /** The blanks with which a line begins. */
    static String indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return line.substring(0, indent);
    }

    /** A text in double quotes, as YAML and JSON have it. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
