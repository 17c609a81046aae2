package dev.runproof.compiler.suppression;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.Optional;

/** What a comment in Markdown is about: its line if there is more in it, else the section, block or lines behind it. */
final class MarkdownScope {

    private MarkdownScope() {}

    static Span of(MarkdownDocument document, Span comment) {
        SourceFile file = comment.file();
        int first = file.lineAt(comment.start());
        int last = file.lineAt(comment.end());
        String around = file.text().substring(file.lineStart(first), comment.start())
                + file.text().substring(comment.end(), Math.max(comment.end(), file.lineEnd(last)));
        if (!around.isBlank()) {
            return file.span(file.lineStart(first), Math.max(comment.end(), file.lineEnd(last)));
        }
        int next = last + 1;
        while (next <= file.lineCount() && file.line(next).isBlank()) {
            next++;
        }
        if (next > file.lineCount()) {
            return file.span(comment.end(), comment.end());
        }
        int start = file.lineStart(next);
        int line = next;
        return section(document, start)
                .or(() -> block(document, start, file.lineEnd(line)))
                .orElseGet(() -> file.span(start, endOfLines(file, line)));
    }

    private static Optional<Span> section(MarkdownDocument document, int start) {
        SourceFile file = document.span().file();
        Optional<Heading> heading = document.headings().stream()
                .filter(candidate -> candidate.span().start() == start)
                .findFirst();
        return heading.map(found -> file.span(
                start,
                document.headings().stream()
                        .filter(other -> other.span().start() > start && other.level() <= found.level())
                        .mapToInt(other -> other.span().start())
                        .min()
                        .orElse(file.text().length())));
    }

    private static Optional<Span> block(MarkdownDocument document, int start, int end) {
        Optional<FencedBlock> block = document.fencedBlocks().stream()
                .filter(candidate ->
                        start <= candidate.fence().start() && candidate.fence().start() < end)
                .findFirst();
        return block.map(found -> document.span()
                .file()
                .span(start, Math.max(end, found.content().span().end())));
    }

    private static int endOfLines(SourceFile file, int first) {
        int line = first;
        while (line < file.lineCount() && !file.line(line + 1).isBlank()) {
            line++;
        }
        return file.lineEnd(line);
    }
}
