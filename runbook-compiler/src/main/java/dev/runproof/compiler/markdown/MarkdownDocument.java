package dev.runproof.compiler.markdown;

import java.util.List;

/**
 * What we read of a Markdown text, in its order.
 *
 * @param headings its headings, those in quotes and lists left out
 * @param fencedBlocks its fenced blocks, wherever they stand
 */
public record MarkdownDocument(List<Heading> headings, List<FencedBlock> fencedBlocks) {

    /** Takes the lists as they are now. */
    public MarkdownDocument {
        headings = List.copyOf(headings);
        fencedBlocks = List.copyOf(fencedBlocks);
    }
}
