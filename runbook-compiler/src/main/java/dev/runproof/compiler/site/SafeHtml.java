package dev.runproof.compiler.site;

import dev.runproof.compiler.markdown.HtmlSink;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/** Hands over what of HTML that a stranger wrote may stand in a page. */
final class SafeHtml implements NodeVisitor {

    /** What relative addresses are taken against while they are looked at; it is never written. */
    private static final String BASE = "https://relative.invalid/";

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

    private final HtmlSink sink;

    private SafeHtml(HtmlSink sink) {
        this.sink = sink;
    }

    /** Cleans what stands in the body of a page. */
    static void clean(String html, HtmlSink sink) {
        Document document = new Cleaner(SAFE).clean(Parser.parseBodyFragment(html, BASE));
        document.body().traverse(new SafeHtml(sink));
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            sink.text(text.getWholeText());
        } else if (node instanceof Element element && depth > 0) {
            Map<String, String> attributes = new LinkedHashMap<>();
            element.attributes().forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue()));
            sink.open(element.normalName(), attributes);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element && depth > 0) {
            sink.close();
        }
    }
}
