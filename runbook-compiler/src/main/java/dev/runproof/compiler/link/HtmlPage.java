package dev.runproof.compiler.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * What fragments can lead to on a page. Immutable.
 *
 * @param kind what was sent, such as {@code text/html}
 * @param names the names of its elements, case as it is: HTML tells capital letters from small ones here
 * @param whole whether all of it was read
 * @param script whether it has scripts, which may add names
 * @param namedHeadings whether a heading of it has a name without any script, so that the others would have theirs too
 */
record HtmlPage(String kind, Set<String> names, boolean whole, boolean script, boolean namedHeadings) {

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    /** Takes the names as they are now. */
    HtmlPage {
        names = Set.copyOf(names);
    }

    /** One that has no names that we know how to find. */
    static HtmlPage other(String kind) {
        return new HtmlPage(kind, Set.of(), true, false, false);
    }

    /** Whether what is of this kind is read. */
    static boolean isHtml(String kind) {
        return HTML.contains(kind.toLowerCase(Locale.ROOT));
    }

    boolean isHtml() {
        return isHtml(kind);
    }

    /**
     * Reads a page.
     *
     * @param kind what it is
     * @param charset its character set, as the server says; empty if the page itself has to say it
     * @param body the page; read to its end
     * @param bound how much of it may be read
     * @throws IOException if it cannot be read
     */
    static HtmlPage read(String kind, Optional<String> charset, InputStream body, int bound) throws IOException {
        byte[] bytes = body.readNBytes(bound + 1);
        boolean whole = bytes.length <= bound;
        Document document = Jsoup.parse(
                new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, bound)),
                charset.orElse(null),
                "",
                Parser.htmlParser());
        Set<String> names = new HashSet<>();
        boolean headings = false;
        for (Element element : document.getAllElements()) {
            String id = element.id();
            String name = element.normalName().equals("a") ? element.attr("name") : "";
            if (!id.isEmpty()) {
                names.add(id);
            }
            if (!name.isEmpty()) {
                names.add(name);
            }
            headings |= !(id.isEmpty() && name.isEmpty()) && isOfHeading(element);
        }
        boolean script = !document.getElementsByTag("script").isEmpty();
        return new HtmlPage(kind, names, whole, script, headings);
    }

    /** Whether it is a heading, or right in one, as generators write {@code <h2><a name="x"></a>…}. */
    private static boolean isOfHeading(Element element) {
        Element parent = element.parent();
        return isHeading(element) || (parent != null && isHeading(parent));
    }

    private static boolean isHeading(Element element) {
        String tag = element.normalName();
        return tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    }
}
