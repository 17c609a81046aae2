package dev.runproof.compiler.markdown;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as HTML. Thread-safe. */
public final class MarkdownHtml {

    /** The class of the code of a block for the compiler, with the second word of its fence behind it. */
    public static final String BLOCK = "for-compiler-";

    /** Whoever has more tags writes no page by hand; to clean them takes longer and longer, and they are shown as text. */
    private static final int MOST_TAGS = 5_000;

    private static final Pattern FOR_COMPILER = Pattern.compile("yaml[ \\t]+(transaction|response)[ \\t]*");

    private MarkdownHtml() {}

    /** Makes elements of a page in which raw HTML stands as it was written. */
    @FunctionalInterface
    public interface Cleaner {

        /**
         * Hands over what may stay.
         *
         * @param html the page
         * @param sink takes its elements
         */
        void clean(String html, HtmlSink sink);
    }

    /**
     * Makes elements.
     *
     * @param markdown the text
     * @param names the anchors of its headings, in their order, as {@link dev.runproof.compiler.markdown.AnchorSource} counts
     *     them; empty texts for those without one
     * @param cleaner makes elements where there is raw HTML; not called where there is none
     * @param sink takes them; their addresses are as they were written
     */
    public static void write(ParsedMarkdown markdown, List<String> names, Cleaner cleaner, HtmlSink sink) {
        Iterator<String> next = names.iterator();
        Node page = markdown.page();
        int tags = tags(page);
        MarkdownElements.Marks marks = (node, tag, attributes) -> mark(node, tag, attributes, next);
        if (tags == 0) {
            MarkdownElements.write(page, marks, sink);
        } else {
            cleaner.clean(
                    HtmlRenderer.builder()
                            .extensions(List.of(TablesExtension.create()))
                            .attributeProviderFactory(context -> marks::add)
                            .escapeHtml(tags > MOST_TAGS)
                            .build()
                            .render(page),
                    sink);
        }
    }

    private static int tags(Node page) {
        var tags = new int[1];
        page.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlBlock block) {
                count(block.getLiteral());
            }

            @Override
            public void visit(HtmlInline inline) {
                count(inline.getLiteral());
            }

            private void count(String html) {
                tags[0] += (int) html.chars().filter(c -> c == '<').count();
            }
        });
        return tags[0];
    }

    private static void mark(Node node, String tag, Map<String, String> attributes, Iterator<String> names) {
        if (node instanceof Heading && names.hasNext()) {
            String name = names.next();
            if (!name.isEmpty()) {
                attributes.put("id", name);
            }
        } else if (node instanceof FencedCodeBlock block && tag.equals("code") && block.getInfo() != null) {
            var kind = FOR_COMPILER.matcher(block.getInfo().strip());
            if (kind.matches()) {
                attributes.put("class", BLOCK + kind.group(1));
            }
        }
    }
}
