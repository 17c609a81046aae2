package dev.runproof.compiler.markdown;

import dev.runproof.compiler.source.EmbeddedText;
import dev.runproof.compiler.source.Span;
import java.util.Arrays;
import java.util.List;

/**
 * What we read of a Markdown text, in its order.
 *
 * @param span the part of the file that is Markdown
 * @param headings its headings, those in quotes and lists left out
 * @param fencedBlocks its fenced blocks, wherever they stand
 * @param code its code, line by line: fenced, indented, and within text
 * @param codeLines of these, the lines of blocks, with those of fences
 * @param unseen what readers of the page do not see: comments, definitions of links, and lines across the page
 * @param anchorSources what fragments of links can name, wherever it stands
 * @param links its links and images with their destinations written out, and the definitions of the others
 * @param foreign what is no Markdown, between the texts in a file of another kind
 */
public record MarkdownDocument(
        Span span,
        List<Heading> headings,
        List<FencedBlock> fencedBlocks,
        List<Span> code,
        List<Span> codeLines,
        List<Span> unseen,
        List<AnchorSource> anchorSources,
        List<MarkdownLink> links,
        List<Span> foreign) {

    private static final int MOST_LOOKED = 16;

    /** Stands for code in {@link #prose}: neither a blank nor a letter. */
    private static final char CODE = '\uFFFC';

    /** Takes the lists as they are now. */
    public MarkdownDocument {
        headings = List.copyOf(headings);
        fencedBlocks = List.copyOf(fencedBlocks);
        code = List.copyOf(code);
        codeLines = List.copyOf(codeLines);
        unseen = List.copyOf(unseen);
        anchorSources = List.copyOf(anchorSources);
        links = List.copyOf(links);
        foreign = List.copyOf(foreign);
    }

    /** A text that is there, and of which nothing was read. */
    public static MarkdownDocument unread(Span span) {
        return new MarkdownDocument(
                span, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * The text that people wrote for people: the file with blanks in place of what is unseen or no Markdown, and {@code
     * U+FFFC} in place of each character of code. Offsets are those of the file.
     */
    public String prose() {
        char[] text = seen();
        code.forEach(span -> fill(text, span, CODE));
        return new String(text);
    }

    /** What stands below headings: the file with blanks in place of all else. Offsets are those of the file. */
    public String content() {
        char[] text = seen();
        headings.forEach(heading -> fill(text, heading.span(), ' '));
        return new String(text);
    }

    /**
     * Whether nothing but blanks stands in a part of {@link #content}.
     *
     * @param part a part of the file
     */
    public boolean hasNoContent(Span part) {
        String text = part.file().text();
        int looked = 0;
        for (int i = part.start(); i < part.end(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                int end = endOfHidden(i);
                if (end == i) {
                    return false;
                }
                i = end - 1;
                looked++;
                if (looked == MOST_LOOKED) {
                    // Of thousands of comments each would be held against each.
                    return content().substring(part.start(), part.end()).isBlank();
                }
            }
        }
        return true;
    }

    /** The offset behind what is left out of the content at an offset; the offset itself if nothing is. */
    private int endOfHidden(int offset) {
        int end = offset;
        for (List<Span> hidden : List.of(unseen, foreign)) {
            for (Span span : hidden) {
                if (span.start() <= offset && offset < span.end()) {
                    end = Math.max(end, span.end());
                }
            }
        }
        for (Heading heading : headings) {
            if (heading.span().start() <= offset && offset < heading.span().end()) {
                end = Math.max(end, heading.span().end());
            }
        }
        return end;
    }

    /** The same, where its text stands in a file of another kind. */
    MarkdownDocument inFileOf(EmbeddedText embedded) {
        return new MarkdownDocument(
                embedded.inFile(span),
                headings.stream()
                        .map(heading -> new Heading(heading.level(), heading.text(), embedded.inFile(heading.span())))
                        .toList(),
                fencedBlocks.stream()
                        .map(block -> new FencedBlock(
                                block.info(), embedded.inFile(block.fence()), embedded.inFile(block.content())))
                        .toList(),
                code.stream().map(embedded::inFile).toList(),
                codeLines.stream().map(embedded::inFile).toList(),
                unseen.stream().map(embedded::inFile).toList(),
                anchorSources,
                links.stream()
                        .map(link -> new MarkdownLink(link.destination(), embedded.inFile(link.span())))
                        .toList(),
                foreign.stream().map(embedded::inFile).toList());
    }

    private char[] seen() {
        char[] text = span.file().text().toCharArray();
        Arrays.fill(text, 0, span.start(), ' ');
        unseen.forEach(part -> fill(text, part, ' '));
        foreign.forEach(part -> fill(text, part, ' '));
        return text;
    }

    private static void fill(char[] text, Span span, char filler) {
        for (int i = span.start(); i < span.end(); i++) {
            if (text[i] != '\n' && text[i] != '\r') {
                text[i] = filler;
            }
        }
    }
}
