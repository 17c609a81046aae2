package dev.runproof.compiler.site;

import dev.runproof.compiler.markdown.MarkdownHtml;
import dev.runproof.compiler.markdown.ParsedMarkdown;
import dev.runproof.compiler.site.PageSection.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The text of a page as HTML that is safe to show.
 *
 * <p>Raw HTML in Markdown is cleaned by a list of what may stay. All that the site needs of its own (steps to tick, places to
 * fill in) is put in afterwards, so that nobody can write it.
 */
final class PageText {

    private PageText() {}

    /** A section of the text. */
    record Section(String title, String anchor, Kind kind, List<Block> blocks) {}

    /**
     * A part of a section.
     *
     * @param html its HTML
     * @param forCompiler of a block that was written for the compiler its kind; else empty
     * @param source the text of such a block, which is no HTML
     */
    record Block(String html, String forCompiler, String source) {}

    /**
     * Makes HTML.
     *
     * @param markdown the text
     * @param anchors the anchors of its headings, in their order
     * @param names the placeholders that are filled in
     * @param links what an address in the text becomes on the site; an empty text for one that leads nowhere there
     * @param pictures where a picture in the text is on the site; an empty text for one that is not shown
     * @return its sections; the first is what stands above the first heading of the second level
     */
    static List<Section> of(
            ParsedMarkdown markdown,
            List<String> anchors,
            Set<String> names,
            UnaryOperator<String> links,
            UnaryOperator<String> pictures) {
        return write(markdown, anchors, new PageWriter(names, links, pictures, SectionWriter.ofSections()));
    }

    /** A text without sections or steps, such as the page of a finding: its HTML below the first heading. */
    static String plain(String markdown) {
        var page = new PageWriter(
                Set.of(),
                address -> address.startsWith("https://") ? address : "",
                address -> "",
                SectionWriter.whole());
        return write(ParsedMarkdown.of(markdown), List.of(), page).stream()
                .flatMap(section -> section.blocks().stream())
                .map(Block::html)
                .collect(Collectors.joining());
    }

    private static List<Section> write(ParsedMarkdown markdown, List<String> anchors, PageWriter page) {
        MarkdownHtml.write(markdown, anchors, SafeHtml::clean, page);
        return page.end();
    }

    /** A command with its placeholders marked. */
    static String command(String command, Set<String> names) {
        return new HtmlText().command(command, "sh", names).toString();
    }
}
