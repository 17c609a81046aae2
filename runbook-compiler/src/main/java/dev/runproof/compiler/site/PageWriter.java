package dev.runproof.compiler.site;

import dev.runproof.compiler.markdown.HtmlSink;
import dev.runproof.compiler.markdown.MarkdownHtml;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes elements as a page shows them: links and pictures as the site has them, placeholders of commands marked. For one text; not
 * thread-safe.
 */
final class PageWriter implements HtmlSink {

    private static final Pattern LANGUAGE = Pattern.compile("language-([A-Za-z0-9_+-]{1,30})");

    /** The one that scripts look for: what a report begins with is a block in it. */
    private static final String MARKDOWN = "markdown";

    private static final Pattern NAME_OF_HEADING = Pattern.compile("\\s*\\{[^{}]*}\\s*$");

    private final Set<String> names;
    private final UnaryOperator<String> links;
    private final UnaryOperator<String> pictures;
    private final SectionWriter sections;
    private final HtmlText html;
    private final Deque<Open> open = new ArrayDeque<>();
    private int openLinks;
    private int openHeads;

    /** All since the last tag: what becomes of it depends on the next one. */
    private String text = "";

    /** An element that was opened and not closed. */
    private static final class Open {
        private final String tag;
        private final String id;
        private final String kind;
        private final int start;
        private final boolean shown;
        private boolean hasElements;
        private boolean hasText;

        Open(String tag, String id, String kind, int start, boolean shown) {
            this.tag = tag;
            this.id = id;
            this.kind = kind;
            this.start = start;
            this.shown = shown;
        }
    }

    /**
     * Begins.
     *
     * @param names the placeholders that are filled in
     * @param links what an address in the text becomes on the site; an empty text for one that leads nowhere there
     * @param pictures where a picture in the text is on the site; an empty text for one that is not shown
     * @param sections takes what is written
     */
    PageWriter(Set<String> names, UnaryOperator<String> links, UnaryOperator<String> pictures, SectionWriter sections) {
        this.names = names;
        this.links = links;
        this.pictures = pictures;
        this.sections = sections;
        this.html = sections.html();
    }

    @Override
    public void text(String more) {
        text = text.isEmpty() ? more : text + more;
    }

    @Override
    public void open(String tag, Map<String, String> attributes) {
        write();
        if (!open.isEmpty()) {
            open.peek().hasElements = true;
        }
        name(attributes);
        String kind = tag.equals("code") ? kind(attributes) : "";
        sections.opens(tag, open.size());
        int start = html.length();
        open.push(new Open(tag, attributes.getOrDefault("id", ""), kind, start, begin(tag, attributes)));
        sections.opened(tag, open.size());
    }

    /** Writes what an element begins with; false if it has no tags on the site. */
    private boolean begin(String tag, Map<String, String> attributes) {
        switch (tag) {
            case "img" -> {
                image(attributes);
                return false;
            }
            case "a" -> {
                openLinks++;
                if (attributes.containsKey("href")) {
                    attributes.put("href", links.apply(attributes.get("href")));
                    if (attributes.get("href").isEmpty()) {
                        return false;
                    }
                }
            }
            case "pre" -> attributes.put("tabindex", "0");
            case "th" -> openHeads++;
            case "table" -> html.raw("<div class=\"wide\" tabindex=\"0\">");
            default -> {
                // As it is.
            }
        }
        html.open(tag, attributes);
        return true;
    }

    @Override
    public void close() {
        Open element = open.peek();
        if (element.tag.equals("code") && !element.hasElements) {
            code(element);
        } else {
            if (isHeading(element.tag) && !element.id.isEmpty() && text.contains("{#" + element.id)) {
                // A name that is written out behind a heading is not for readers.
                text = NAME_OF_HEADING.matcher(text).replaceFirst("");
            }
            write();
        }
        open.pop();
        switch (element.tag) {
            case "a" -> openLinks--;
            case "th" -> {
                openHeads--;
                if (!element.hasText) {
                    html.rename(element.start, "th", "td");
                }
            }
            default -> {
                // As it is.
            }
        }
        if (element.shown) {
            html.close(element.tag.equals("th") && !element.hasText ? "td" : element.tag);
        }
        if (element.tag.equals("table")) {
            html.close("div");
        }
        sections.closed(element.tag, element.id, element.start, open.size());
    }

    private static boolean isHeading(String tag) {
        return tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    }

    /** What the site names itself nobody else does. */
    private static void name(Map<String, String> attributes) {
        String name = attributes.remove("name");
        String id = attributes.remove("id");
        String named = id == null ? name : id;
        if (named != null && !named.isBlank() && !named.startsWith(SectionWriter.OWN)) {
            attributes.put("id", named);
        }
    }

    /** The class of code, of which scripts look for one alone. */
    private static String kind(Map<String, String> attributes) {
        String kind = attributes.getOrDefault("class", "");
        if (!kind.equals("language-" + MARKDOWN)) {
            attributes.remove("class");
        }
        return kind;
    }

    private void code(Open code) {
        boolean block = isInPre();
        if (code.kind.startsWith(MarkdownHtml.BLOCK)) {
            sections.forCompiler(code.kind.substring(MarkdownHtml.BLOCK.length()), text);
            write();
        } else if (block || text.contains(" ")) {
            Matcher language = LANGUAGE.matcher(code.kind);
            sections.text(text);
            tellHeads(text);
            html.command(text, block && language.matches() ? language.group(1) : "", names);
            text = "";
        } else {
            // A placeholder alone, within a sentence, is what the sentence is about.
            write();
        }
    }

    private boolean isInPre() {
        var elements = open.iterator();
        elements.next();
        return elements.hasNext() && elements.next().tag.equals("pre");
    }

    /** Pages load nothing of other sites, so that a picture there is a link to where it is. */
    private void image(Map<String, String> attributes) {
        String address = attributes.getOrDefault("src", "");
        String alternative = attributes.getOrDefault("alt", "");
        String own = pictures.apply(address);
        if (!own.isEmpty()) {
            Map<String, String> shown = new LinkedHashMap<>();
            shown.put("src", own);
            shown.put("alt", alternative);
            shown.put("loading", "lazy");
            html.open("img", shown);
            return;
        }
        String link = openLinks > 0 || address.isEmpty() ? "" : links.apply(address);
        if (!link.isEmpty()) {
            html.open("a", Map.of("href", link));
        }
        text = alternative.isBlank() ? "picture" : alternative;
        write();
        if (!link.isEmpty()) {
            html.close("a");
        }
    }

    private void write() {
        if (!text.isEmpty()) {
            sections.text(text);
            tellHeads(text);
            html.text(text);
            text = "";
        }
    }

    /** A cell at the head of a column that says nothing heads nothing. */
    private void tellHeads(String written) {
        if (openHeads > 0 && !written.isBlank()) {
            open.forEach(element -> element.hasText = true);
        }
    }

    /** Ends the page; its sections. */
    List<PageText.Section> end() {
        write();
        return sections.end();
    }
}
