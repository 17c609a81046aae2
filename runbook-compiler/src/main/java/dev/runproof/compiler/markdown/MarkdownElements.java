package dev.runproof.compiler.markdown;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/**
 * Markdown without raw HTML as elements: those that commonmark's renderer writes, line breaks included, and without a text
 * between, which would have to be read again.
 */
final class MarkdownElements extends AbstractVisitor {

    /** Adds attributes to those that an element has. */
    @FunctionalInterface
    interface Marks {

        /** Adds them. */
        void add(Node node, String tag, Map<String, String> attributes);
    }

    private final HtmlSink sink;
    private final Marks marks;
    private final StringBuilder text = new StringBuilder();
    private boolean lineBegins = true;

    private MarkdownElements(HtmlSink sink, Marks marks) {
        this.sink = sink;
        this.marks = marks;
    }

    /**
     * Writes elements.
     *
     * @param page the text
     * @param marks what elements have besides
     * @param sink takes them
     */
    static void write(Node page, Marks marks, HtmlSink sink) {
        var elements = new MarkdownElements(sink, marks);
        page.accept(elements);
        elements.flush();
    }

    @Override
    public void visit(Heading heading) {
        block(heading, "h" + heading.getLevel());
    }

    @Override
    public void visit(Paragraph paragraph) {
        Node parent = paragraph.getParent();
        if (parent != null && parent.getParent() instanceof ListBlock list && list.isTight()) {
            visitChildren(paragraph);
        } else {
            block(paragraph, "p");
        }
    }

    @Override
    public void visit(BlockQuote quote) {
        container(quote, "blockquote", Map.of());
    }

    @Override
    public void visit(BulletList list) {
        container(list, "ul", Map.of());
    }

    @Override
    public void visit(OrderedList list) {
        Integer first = list.getMarkerStartNumber();
        container(list, "ol", first == null || first == 1 ? Map.of() : Map.of("start", first.toString()));
    }

    @Override
    public void visit(ListItem item) {
        span(item, "li", Map.of());
        line();
    }

    @Override
    public void visit(FencedCodeBlock block) {
        String info = block.getInfo() == null ? "" : block.getInfo();
        int end = info.indexOf(' ');
        code(
                block,
                block.getLiteral(),
                info.isEmpty() ? Map.of() : Map.of("class", "language-" + (end < 0 ? info : info.substring(0, end))));
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        code(block, block.getLiteral(), Map.of());
    }

    private void code(Node block, String literal, Map<String, String> attributes) {
        line();
        open(block, "pre", Map.of());
        open(block, "code", attributes);
        write(literal);
        close();
        close();
        line();
    }

    @Override
    public void visit(ThematicBreak rule) {
        block(rule, "hr");
    }

    @Override
    public void visit(Text literal) {
        write(literal.getLiteral());
    }

    @Override
    public void visit(Code inline) {
        open(inline, "code", Map.of());
        write(inline.getLiteral());
        close();
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
        write("\n");
    }

    @Override
    public void visit(HardLineBreak lineBreak) {
        span(lineBreak, "br", Map.of());
        line();
    }

    @Override
    public void visit(Emphasis emphasis) {
        span(emphasis, "em", Map.of());
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
        span(emphasis, "strong", Map.of());
    }

    @Override
    public void visit(Link link) {
        open(link, "a", titled(Map.of("href", link.getDestination()), link.getTitle()));
        visitChildren(link);
        close();
    }

    @Override
    public void visit(Image image) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("src", image.getDestination());
        attributes.put("alt", MarkdownReader.text(image));
        open(image, "img", titled(attributes, image.getTitle()));
        close();
    }

    private static Map<String, String> titled(Map<String, String> attributes, @Nullable String title) {
        Map<String, String> all = new LinkedHashMap<>(attributes);
        if (title != null) {
            all.put("title", title);
        }
        return all;
    }

    @Override
    public void visit(CustomBlock custom) {
        block(custom, "table");
    }

    @Override
    public void visit(CustomNode custom) {
        if (custom instanceof TableCell cell) {
            TableCell.Alignment side = cell.getAlignment();
            line();
            span(
                    cell,
                    cell.isHeader() ? "th" : "td",
                    side == null ? Map.of() : Map.of("align", side.name().toLowerCase(Locale.ROOT)));
            line();
        } else {
            block(custom, custom instanceof TableHead ? "thead" : custom instanceof TableBody ? "tbody" : "tr");
        }
    }

    private void block(Node node, String tag) {
        line();
        span(node, tag, Map.of());
        line();
    }

    /** A block of blocks: its tags have lines of their own. */
    private void container(Node node, String tag, Map<String, String> attributes) {
        line();
        open(node, tag, attributes);
        line();
        visitChildren(node);
        line();
        close();
        line();
    }

    private void span(Node node, String tag, Map<String, String> attributes) {
        open(node, tag, attributes);
        visitChildren(node);
        close();
    }

    private void open(Node node, String tag, Map<String, String> attributes) {
        flush();
        Map<String, String> all = new LinkedHashMap<>(attributes);
        marks.add(node, tag, all);
        sink.open(tag, all);
        lineBegins = false;
    }

    private void close() {
        flush();
        sink.close();
        lineBegins = false;
    }

    private void line() {
        if (!lineBegins) {
            write("\n");
        }
    }

    private void write(String written) {
        if (!written.isEmpty()) {
            text.append(written);
            lineBegins = written.endsWith("\n");
        }
    }

    private void flush() {
        if (text.length() > 0) {
            sink.text(text.toString());
            text.setLength(0);
        }
    }
}
