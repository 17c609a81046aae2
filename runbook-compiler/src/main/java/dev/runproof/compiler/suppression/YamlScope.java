package dev.runproof.compiler.suppression;

import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;

/** What a comment in YAML is about: a line, with all that is indented below it. */
final class YamlScope {

    private YamlScope() {}

    /**
     * Finds it.
     *
     * @param file the file
     * @param number the line of the comment
     * @param last the last line of the YAML
     * @param comment where in its line the comment begins
     */
    static Span of(SourceFile file, int number, int last, int comment) {
        int head = number;
        if (file.line(number).substring(0, comment).isBlank()) {
            do {
                head++;
            } while (head <= last && isEmpty(file.line(head)));
        }
        if (head > last) {
            return file.span(file.lineEnd(number), file.lineEnd(number));
        }
        int indent = indent(file.line(head));
        boolean isItem = isItem(file.line(head));
        int end = head;
        for (int next = head + 1; next <= last; next++) {
            String line = file.line(next);
            if (isEmpty(line)) {
                continue;
            }
            // The items of a list may stand right below its key, without being indented.
            boolean below = indent(line) > indent || (indent(line) == indent && isItem(line) && !isItem);
            if (!below) {
                break;
            }
            end = next;
        }
        return file.span(file.lineStart(head), file.lineEnd(end));
    }

    private static boolean isEmpty(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#");
    }

    private static boolean isItem(String line) {
        String text = line.strip();
        return text.equals("-") || text.startsWith("- ");
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
