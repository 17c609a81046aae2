package dev.runproof.compiler.site;

import dev.runproof.compiler.markdown.MarkdownHtml;
import dev.runproof.compiler.site.PageSection.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.Elements;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/**
 * The text of a page as HTML that is safe to show.
 *
 * <p>Raw HTML in Markdown is cleaned by a list of what may stay. All that the site needs of its own (steps to tick, places to
 * fill in) is put in afterwards, so that nobody can write it.
 */
final class PageText {

    /** What relative addresses are taken against while they are looked at; it is never written. */
    private static final String BASE = "https://relative.invalid/";

    /** What the site itself names. */
    private static final String OWN = "rp-";

    private static final Safelist SAFE = Safelist.relaxed()
            .addTags("details", "summary", "kbd", "del", "s", "hr", "samp", "mark", "abbr")
            .addAttributes(":all", "id")
            .addAttributes("code", "class")
            .addAttributes("th", "align", "scope")
            .addAttributes("td", "align")
            .addAttributes("details", "open")
            .addAttributes("a", "name")
            .removeAttributes("img", "width", "height")
            .removeProtocols("a", "href", "ftp")
            .addProtocols("a", "href", "#")
            .preserveRelativeLinks(true);

    private static final Evaluator FOR_COMPILER = QueryParser.parse("code[class^=" + MarkdownHtml.BLOCK + "]");
    private static final Pattern LANGUAGE = Pattern.compile("language-([A-Za-z0-9_+-]{1,30})");

    /** The one that scripts look for: what a report begins with is a block in it. */
    private static final String MARKDOWN = "markdown";

    private static final List<String> HEADINGS = List.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Pattern NAME_OF_HEADING = Pattern.compile("\\s*\\{[^{}]*}\\s*$");
    private static final Pattern BOX = Pattern.compile("^\\[[ xX]] ");

    /** What stands before the words of a step: such a box, or a number in a heading. */
    private static final Pattern MARK = Pattern.compile("^(?:\\[[ xX]]|\\d{1,3}[.)]) ");

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.:?!])\\s");
    private static final int LONGEST_LABEL = 64;

    private final Element body;
    private final Set<String> names;
    private final UnaryOperator<String> links;
    private final UnaryOperator<String> pictures;

    private PageText(Element body, Set<String> names, UnaryOperator<String> links, UnaryOperator<String> pictures) {
        this.body = body;
        this.names = names;
        this.links = links;
        this.pictures = pictures;
    }

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
            String markdown,
            List<String> anchors,
            Set<String> names,
            UnaryOperator<String> links,
            UnaryOperator<String> pictures) {
        Element body = MarkdownHtml.body(markdown, anchors, PageText::clean);
        var text = new PageText(body, names, links, pictures);
        text.adapt();
        return text.sections();
    }

    /** A text without sections or steps, such as the page of a finding: its HTML below the first heading. */
    static String plain(String markdown) {
        Element body = MarkdownHtml.body(markdown, List.of(), PageText::clean);
        var text =
                new PageText(body, Set.of(), address -> address.startsWith("https://") ? address : "", address -> "");
        text.adapt();
        body.select("> h1").remove();
        return body.html();
    }

    /** A command with its placeholders marked. */
    static String command(String command, Set<String> names) {
        var code = new Element("code");
        fill(code, command, "sh", names);
        return code.html();
    }

    private static Element clean(String html) {
        Document dirty = Parser.parseBodyFragment(html, BASE);
        Document document = new Cleaner(SAFE).clean(dirty);
        document.outputSettings().prettyPrint(false);
        return document.body();
    }

    private void adapt() {
        Map<String, Elements> byTag = new HashMap<>();
        for (Element element : body.getAllElements()) {
            byTag.computeIfAbsent(element.normalName(), tag -> new Elements()).add(element);
            if (element.hasAttr("id") || element.hasAttr("name")) {
                name(element);
            }
        }
        HEADINGS.forEach(tag -> all(tag, byTag).forEach(PageText::cutName));
        all("img", byTag).forEach(this::image);
        // Pictures have become links.
        (byTag.containsKey("img") ? body.select("a") : all("a", byTag)).forEach(this::link);
        all("code", byTag).forEach(this::code);
        all("pre", byTag).attr("tabindex", "0");
        all("table", byTag)
                .forEach(table -> around(table, "wide").attr("tabindex", "0").appendChild(table));
        all("th", byTag).forEach(cell -> {
            if (!cell.hasText()) {
                cell.tagName("td");
            }
        });
    }

    private static Elements all(String tag, Map<String, Elements> byTag) {
        return byTag.getOrDefault(tag, new Elements());
    }

    /** Puts an empty box where an element is, which can then go into it. */
    private static Element around(Element element, String kind) {
        var box = new Element("div").attr("class", kind);
        element.replaceWith(box);
        return box;
    }

    private static void name(Element named) {
        String id = named.hasAttr("id") ? named.attr("id") : named.attr("name");
        named.removeAttr("name").removeAttr("id");
        if (!id.isBlank() && !id.startsWith(OWN)) {
            named.attr("id", id);
        }
    }

    /** A name that is written out behind a heading is not for readers. */
    private static void cutName(Element heading) {
        if (heading.childNodeSize() > 0
                && heading.childNode(heading.childNodeSize() - 1) instanceof TextNode last
                && last.text().contains("{#" + heading.id())
                && !heading.id().isEmpty()) {
            last.text(NAME_OF_HEADING.matcher(last.getWholeText()).replaceFirst(""));
        }
    }

    /** Pages load nothing of other sites, so that a picture there is a link to where it is. */
    private void image(Element image) {
        String own = pictures.apply(image.attr("src"));
        if (!own.isEmpty()) {
            String alternative = image.attr("alt");
            image.clearAttributes().attr("src", own).attr("alt", alternative).attr("loading", "lazy");
            return;
        }
        String text = image.attr("alt").isBlank() ? "picture" : image.attr("alt");
        String address = image.attr("src");
        var shown = new Element("a").attr("href", address).text(text);
        image.replaceWith(image.parents().is("a") || address.isEmpty() ? new TextNode(text) : shown);
    }

    private void link(Element link) {
        if (!link.hasAttr("href")) {
            return;
        }
        String address = links.apply(link.attr("href"));
        if (address.isEmpty()) {
            link.unwrap();
        } else {
            link.attr("href", address);
        }
    }

    private void code(Element code) {
        String kind = code.className();
        String language = LANGUAGE.matcher(kind).matches() ? kind.substring("language-".length()) : "";
        if (!kind.startsWith(MarkdownHtml.BLOCK)) {
            code.removeAttr("class");
            if (language.equals(MARKDOWN)) {
                code.attr("class", kind);
            }
            boolean block = code.parent() != null && code.parent().nameIs("pre");
            String text = code.wholeText();
            // A placeholder alone, within a sentence, is what the sentence is about.
            boolean command = block || text.contains(" ");
            if (command && code.childrenSize() == 0) {
                fill(code, text, block ? language : "", names);
            }
        }
    }

    private static void fill(Element code, String text, String language, Set<String> names) {
        List<CommandText.Place> places = CommandText.places(text, language, names);
        if (places.isEmpty() && code.childNodeSize() > 0) {
            return;
        }
        code.empty();
        int at = 0;
        for (CommandText.Place place : places) {
            code.appendText(text.substring(at, place.start()));
            code.appendElement("var").attr("data-q", place.quotable()).text("<" + place.name() + ">");
            at = place.end();
        }
        code.appendText(text.substring(at));
    }

    private List<Section> sections() {
        var sections = new ArrayList<Section>();
        var content = new ArrayList<Node>();
        String title = "";
        String anchor = "";
        List<Node> nodes = List.copyOf(body.childNodes());
        // All at once: to move them one by one is to count the rest anew each time.
        body.empty();
        for (Node node : nodes) {
            if (node instanceof Element heading && heading.nameIs("h2")) {
                sections.add(section(title, anchor, content));
                content.clear();
                title = heading.text();
                anchor = heading.id();
            } else if (!(node instanceof Element first && first.nameIs("h1"))) {
                content.add(node);
            }
        }
        sections.add(section(title, anchor, content));
        return sections;
    }

    private static Section section(String title, String anchor, List<Node> content) {
        Kind kind = title.isEmpty() ? Kind.LEAD : Kind.of(title);
        var page = Document.createShell("");
        page.outputSettings().prettyPrint(false);
        Element holder = page.body();
        content.forEach(holder::appendChild);
        if (kind.hasSteps()) {
            steps(holder, anchor);
        }
        var blocks = new ArrayList<Block>();
        var html = new StringBuilder();
        for (Node node : holder.childNodes()) {
            Element code = node instanceof Element element ? element.selectFirst(FOR_COMPILER) : null;
            if (code == null) {
                html.append(node.outerHtml());
                continue;
            }
            String forCompiler = code.className().substring(MarkdownHtml.BLOCK.length());
            if (node instanceof Element element && !element.nameIs("pre")) {
                code.removeAttr("class");
                html.append(node.outerHtml());
            }
            blocks.add(new Block(html.toString(), "", ""));
            html.setLength(0);
            blocks.add(new Block(inPage(code.wholeText()), forCompiler, code.wholeText()));
        }
        blocks.add(new Block(html.toString(), "", ""));
        return new Section(title, anchor, kind, blocks);
    }

    private static String inPage(String source) {
        var block = new Element("pre").attr("tabindex", "0");
        block.appendElement("code").text(source);
        return block.outerHtml();
    }

    /** Numbered lists and the headings between them are what somebody does one after the other; else any list is. */
    private static void steps(Element section, String anchor) {
        List<Element> steps = new ArrayList<>();
        boolean numbered = !section.select("> ol").isEmpty();
        for (Element child : section.children()) {
            if (child.nameIs("h3")) {
                steps.add(child);
            } else if (child.nameIs("ol") || (!numbered && child.nameIs("ul"))) {
                steps.addAll(child.children());
            }
        }
        int number = 0;
        for (Element step : steps) {
            number++;
            var box = new Element("input")
                    .attr("type", "checkbox")
                    .attr("id", OWN + anchor + "-" + number)
                    .attr("aria-label", label(step));
            if (step.nameIs("h3")) {
                around(step, "step").appendChild(box).appendChild(step);
            } else {
                Element first = step.firstElementChild();
                Element line = first != null && first.nameIs("p") && isFirst(first) ? first : step;
                if (line.childNodeSize() > 0 && line.childNode(0) instanceof TextNode text) {
                    text.text(BOX.matcher(text.getWholeText()).replaceFirst(""));
                }
                line.prependChild(box);
                step.addClass("step");
            }
        }
    }

    private static boolean isFirst(Element child) {
        for (Node before = child.previousSibling(); before != null; before = before.previousSibling()) {
            if (!(before instanceof TextNode text && text.isBlank())) {
                return false;
            }
        }
        return true;
    }

    private static String label(Element step) {
        Element first = step.firstElementChild();
        String text = MARK.matcher((first != null && first.nameIs("p") ? first : step).text())
                .replaceFirst("");
        String sentence = SENTENCE.split(text, 2)[0];
        return sentence.codePointCount(0, sentence.length()) <= LONGEST_LABEL
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }
}
