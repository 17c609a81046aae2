package dev.runproof.compiler.markdown;

import org.commonmark.node.Node;

/** A text in Markdown as it was parsed. Whoever has it changes nothing in it, so that many may read it. */
public final class ParsedMarkdown {

    private final Node page;

    ParsedMarkdown(Node page) {
        this.page = page;
    }

    /** Parses a text of which no places are asked. */
    public static ParsedMarkdown of(String markdown) {
        return new ParsedMarkdown(MarkdownReader.parse(markdown));
    }

    Node page() {
        return page;
    }
}
