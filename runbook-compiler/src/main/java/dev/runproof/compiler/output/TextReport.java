package dev.runproof.compiler.output;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.source.Position;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Findings as text for people: place, severity, id and message, the line with a caret below it, other places that belong to it
 * in the same way, and what to do.
 *
 * <p>What was written by strangers is shown without control characters, so that it cannot steer a terminal.
 */
public final class TextReport {

    private static final int WIDTH = 120;
    private static final String ELLIPSIS = "…";
    private static final String RELATED = "1;36";
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^\\s/?#@\"'<>]{1,200}(?=@)");

    private final boolean colour;

    /**
     * Makes a report.
     *
     * @param colour whether to use the colours of ANSI terminals
     */
    public TextReport(boolean colour) {
        this.colour = colour;
    }

    /** The text of findings, in the order given, with an empty line behind each. */
    public String of(List<Finding> findings) {
        return findings.stream().map(this::of).collect(Collectors.joining());
    }

    /**
     * Writes the text of findings, one after the other: there may be more of it than memory has room for.
     *
     * @param findings the findings, in the order wanted
     * @param to where; left open
     * @throws IOException if it cannot be written
     */
    public void write(List<Finding> findings, Writer to) throws IOException {
        for (Finding finding : findings) {
            to.write(of(finding));
        }
    }

    private String of(Finding finding) {
        var text = new StringBuilder();
        append(finding, text);
        return text.append('\n').toString();
    }

    private void append(Finding finding, StringBuilder text) {
        String code = finding.severity() == Severity.ERROR
                ? "1;31"
                : finding.severity() == Severity.WARNING ? "1;33" : "1;36";
        text.append(paint("1", Terminal.escaped(finding.span().toString()) + ":"))
                .append(' ')
                .append(paint(
                        code, finding.severity().word() + "[" + finding.rule().id() + "]"))
                .append(": ")
                .append(Terminal.escaped(finding.message()))
                .append('\n');
        excerpt(finding.span(), code, text);
        for (Related place : finding.related()) {
            text.append("   ")
                    .append(paint("1", Terminal.escaped(place.span().toString()) + ":"))
                    .append(' ')
                    .append(Terminal.escaped(place.message()))
                    .append('\n');
            excerpt(place.span(), RELATED, text);
        }
        text.append("   ")
                .append(paint("1;36", "help:"))
                .append(' ')
                .append(Terminal.escaped(finding.help()))
                .append('\n');
    }

    private void excerpt(Span span, String code, StringBuilder text) {
        SourceFile file = span.file();
        Position from = span.from();
        int lineStart = file.lineStart(from.line());
        int lineEnd = Math.max(file.lineEnd(from.line()), span.start());
        Window window = Window.around(file.text(), lineStart, lineEnd, span.start(), Math.min(span.end(), lineEnd));
        if (window.text.isEmpty() && span.start() == span.end()) {
            return;
        }
        String number = "%5d".formatted(from.line());
        text.append(paint("34", number + " |")).append(' ').append(window.text).append('\n');
        text.append(paint("34", " ".repeat(number.length()) + " |"))
                .append(' ')
                .append(window.indent)
                .append(paint(code, window.carets))
                .append('\n');
    }

    private String paint(String code, String text) {
        return colour ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }

    /** The part of a line that is shown. */
    private record Window(String text, String indent, String carets) {

        /** Looks at no more of the line than is shown: it may have millions of characters, and thousands of findings. */
        static Window around(String file, int lineStart, int lineEnd, int start, int end) {
            int from = lineStart;
            int to = lineEnd;
            if (to - from > WIDTH) {
                from = Math.max(from, Math.min(start - WIDTH / 4, to - WIDTH));
                to = Math.min(to, from + WIDTH);
                from = alignToCharacter(file, from);
                to = alignToCharacter(file, to);
            }
            int caretEnd = Math.min(end, to);
            String shown = withoutCredentials(file.substring(from, to));
            String before = (from > lineStart ? ELLIPSIS : "") + Terminal.clean(shown.substring(0, start - from));
            String marked = Terminal.clean(shown.substring(start - from, caretEnd - from));
            String after = Terminal.clean(shown.substring(caretEnd - from)) + (to < lineEnd ? ELLIPSIS : "");
            return new Window(
                    (before + marked + after).stripTrailing(),
                    " ".repeat(Terminal.width(before)),
                    "^".repeat(Math.max(1, Terminal.width(marked))));
        }

        /** With as many stars in place of user names and passwords in addresses: reports go to where the file may not. */
        private static String withoutCredentials(String text) {
            return CREDENTIALS
                    .matcher(text)
                    .replaceAll(match -> "*".repeat(match.group().length()));
        }

        private static int alignToCharacter(String line, int at) {
            return at > 0 && at < line.length() && Character.isLowSurrogate(line.charAt(at)) ? at - 1 : at;
        }
    }
}
