package dev.runproof.compiler.validation;

import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a runbook tells its reader to do, without what no reader sees: front matter, comments of HTML, how lines end, and how
 * prose is wrapped. Lines of code are kept as they are, since a break in a command is a part of it.
 */
final class StepsText {

    private static final String COMMENT = "<!--";

    private final StringBuilder out;

    private StepsText(int length) {
        out = new StringBuilder(length);
    }

    /** The text of a runbook without files beside it. */
    static String of(MarkdownDocument document) {
        return of(document, List.of());
    }

    /**
     * The text: each word of prose behind a blank, each line of a block of code that is not empty behind a line feed.
     *
     * @param document a runbook's Markdown
     * @param beside what stands in files beside it, all of it code
     * @return a text without trailing blanks
     */
    static String of(MarkdownDocument document, List<String> beside) {
        String text = document.span().file().text();
        var steps = new StepsText(text.length());
        int at = document.span().start();
        for (Part part : parts(document)) {
            if (part.span().start() < at) {
                continue;
            }
            steps.prose(text, at, part.span().start());
            if (part.code()) {
                steps.line(text, part.span());
            }
            at = part.span().end();
        }
        steps.prose(text, at, document.span().end());
        beside.stream()
                .flatMap(String::lines)
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .forEach(line -> steps.out.append('\n').append(line));
        return steps.out.toString();
    }

    private record Part(Span span, boolean code) {}

    /** What is not prose, in its order. */
    private static List<Part> parts(MarkdownDocument document) {
        var parts = new ArrayList<Part>();
        document.codeLines().forEach(span -> parts.add(new Part(span, true)));
        document.unseen().stream()
                .filter(span -> span.file().text().startsWith(COMMENT, span.start()))
                .forEach(span -> parts.add(new Part(span, false)));
        document.foreign().forEach(span -> parts.add(new Part(span, false)));
        parts.sort(Comparator.comparing(Part::span));
        return parts;
    }

    private void prose(String text, int start, int end) {
        int at = start;
        while (at < end) {
            int word = at;
            while (at < end && !isBlank(text.charAt(at))) {
                at++;
            }
            if (at > word) {
                out.append(' ').append(text, word, at);
            }
            at++;
        }
    }

    private void line(String text, Span line) {
        int end = line.end();
        while (end > line.start() && isBlank(text.charAt(end - 1))) {
            end--;
        }
        if (end > line.start()) {
            out.append('\n').append(text, line.start(), end);
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
