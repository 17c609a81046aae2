package dev.runproof.compiler.markdown;

import dev.runproof.compiler.source.EmbeddedText;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown (CommonMark with GitHub's tables). Any text is Markdown, so that there are no findings. Thread-safe. */
public final class MarkdownReader {

    private static final int DEEPEST = 64;

    /** Cells that a line leaves out are made up, so that a table of a few KiB could have millions. The parser throws beyond. */
    private static final int MOST_CELLS = 50_000;

    private static final Pattern COMMENT = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);

    private static final List<Extension> TABLES =
            List.of(TablesExtension.builder().maxCells(MOST_CELLS).build());

    private static final List<Parser> WITH_PLACES = parsers(IncludeSourceSpans.BLOCKS_AND_INLINES);
    private static final List<Parser> WITHOUT_PLACES = parsers(IncludeSourceSpans.NONE);

    /** One that knows tables, and one that does not. */
    private static List<Parser> parsers(IncludeSourceSpans places) {
        return Stream.of(TABLES, List.<Extension>of())
                .map(extensions -> Parser.builder()
                        .extensions(extensions)
                        .includeSourceSpans(places)
                        .maxOpenBlockParsers(DEEPEST)
                        .build())
                .toList();
    }

    /** For who shows a text and needs no places in it, which take a while to count. */
    static Node parse(String text) {
        return parse(text, WITHOUT_PLACES);
    }

    /** What has more cells than any table that people read is no table. */
    private static Node parse(String text, List<Parser> parsers) {
        try {
            return parsers.get(0).parse(text);
        } catch (IllegalArgumentException e) {
            return parsers.get(1).parse(text);
        }
    }

    /** The text within a node as people read it. */
    static String text(Node parent) {
        var text = new StringBuilder();
        appendText(parent, text);
        return text.toString();
    }

    private static void appendText(Node parent, StringBuilder text) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Text literal) {
                text.append(literal.getLiteral());
            } else if (node instanceof Code code) {
                text.append(code.getLiteral());
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                text.append(' ');
            } else {
                appendText(node, text);
            }
        }
    }

    /**
     * Reads the rest of a file.
     *
     * @param file the file
     * @param firstLine the line, from 1, at which the Markdown begins
     * @return what it holds
     */
    public MarkdownDocument read(SourceFile file, int firstLine) {
        if (firstLine > file.lineCount()) {
            int end = file.text().length();
            return MarkdownDocument.unread(file.span(end, end));
        }
        int base = file.lineStart(firstLine);
        var visitor = new Collector(file, base);
        parse(file.text().substring(base), WITH_PLACES).accept(visitor);
        return new MarkdownDocument(
                file.span(base, file.text().length()),
                visitor.headings,
                visitor.fencedBlocks,
                visitor.code,
                visitor.codeLines,
                visitor.unseen,
                visitor.anchorSources,
                visitor.links,
                List.of());
    }

    /**
     * Reads a text that stands in a file of another kind.
     *
     * @param slice its lines
     * @return what it holds; its places are those of the file
     */
    public MarkdownDocument read(SourceSlice slice) {
        var embedded = new EmbeddedText(slice);
        return read(embedded.text(), 1).inFileOf(embedded);
    }

    private static final class Collector extends AbstractVisitor {
        private final SourceFile file;
        private final int base;
        private final List<Heading> headings = new ArrayList<>();
        private final List<FencedBlock> fencedBlocks = new ArrayList<>();
        private final List<Span> code = new ArrayList<>();
        private final List<Span> codeLines = new ArrayList<>();
        private final List<Span> unseen = new ArrayList<>();
        private final List<AnchorSource> anchorSources = new ArrayList<>();
        private final List<MarkdownLink> links = new ArrayList<>();
        private final DestinationSpans destinations;

        Collector(SourceFile file, int base) {
            this.file = file;
            this.base = base;
            this.destinations = new DestinationSpans(file);
        }

        @Override
        public void visit(org.commonmark.node.Heading heading) {
            if (heading.getParent() instanceof Document) {
                headings.add(new Heading(
                        heading.getLevel(), MarkdownReader.text(heading).strip(), span(heading)));
            }
            var content = new StringBuilder();
            appendContent(heading, content);
            anchorSources.add(new AnchorSource.OfHeading(content.toString(), lastLine(heading), heading.getLevel()));
            visitChildren(heading);
        }

        @Override
        public void visit(FencedCodeBlock block) {
            addLines(block, code);
            addLines(block, codeLines);
            List<SourceSpan> spans = block.getSourceSpans();
            if (spans.isEmpty()) {
                return;
            }
            SourceSpan fence = spans.get(0);
            Span fenceSpan = file.span(base + fence.getInputIndex(), base + fence.getInputIndex() + fence.getLength());
            int fenceLine = file.lineAt(fenceSpan.start());
            fencedBlocks.add(new FencedBlock(
                    block.getInfo() == null ? "" : block.getInfo(), fenceSpan, content(block, fenceLine, spans)));
        }

        @Override
        public void visit(IndentedCodeBlock block) {
            addLines(block, code);
            addLines(block, codeLines);
        }

        @Override
        public void visit(Code inline) {
            addLines(inline, code);
        }

        @Override
        public void visit(HtmlBlock block) {
            addHtml(block);
        }

        @Override
        public void visit(HtmlInline inline) {
            addHtml(inline);
        }

        @Override
        public void visit(ThematicBreak line) {
            addLines(line, unseen);
        }

        @Override
        public void visit(LinkReferenceDefinition definition) {
            if (definition.getLabel().startsWith("^")) {
                // A footnote of one word, on all sites that we know.
                return;
            }
            addLines(definition, unseen);
            if (!definition.getSourceSpans().isEmpty()) {
                Span whole = span(definition);
                links.add(new MarkdownLink(
                        definition.getDestination(), destinations.definition(whole.start(), whole.end())));
            }
        }

        @Override
        public void visit(Link link) {
            addLink(link, link.getDestination(), "[".length());
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            addLink(image, image.getDestination(), "![".length());
            visitChildren(image);
        }

        private void addLink(Node link, String destination, int opening) {
            if (!link.getSourceSpans().isEmpty()) {
                Span whole = span(link);
                Node last = link.getLastChild();
                int closing = last == null || last.getSourceSpans().isEmpty()
                        ? whole.start() + opening
                        : span(last).end();
                destinations
                        .inline(closing, whole.end())
                        .ifPresent(span -> links.add(new MarkdownLink(destination, span)));
            }
        }

        private void addLines(Node node, List<Span> spans) {
            for (SourceSpan line : node.getSourceSpans()) {
                int start = base + line.getInputIndex();
                spans.add(file.span(start, start + line.getLength()));
            }
        }

        private void addHtml(Node html) {
            if (!html.getSourceSpans().isEmpty()) {
                Span span = span(html);
                for (HtmlTags.Attribute attribute : HtmlTags.attributes(span.text())) {
                    int start = span.start() + attribute.start();
                    if (attribute.isAnchor()) {
                        anchorSources.add(new AnchorSource.OfHtml(attribute.value()));
                    } else if (attribute.isLink()) {
                        links.add(new MarkdownLink(
                                attribute.value().replace("&amp;", "&"),
                                file.span(start, start + attribute.value().length())));
                    }
                }
                Matcher comment = COMMENT.matcher(span.text());
                while (comment.find()) {
                    unseen.add(file.span(span.start() + comment.start(), span.start() + comment.end()));
                }
            }
        }

        /** An empty line of a block in a list has no span, so the lines are counted from the literal. */
        private SourceSlice content(FencedCodeBlock block, int fenceLine, List<SourceSpan> spans) {
            int lines = 0;
            for (int i = block.getLiteral().indexOf('\n');
                    i >= 0;
                    i = block.getLiteral().indexOf('\n', i + 1)) {
                lines++;
            }
            int[] starts = new int[lines];
            for (int i = 0; i < lines; i++) {
                starts[i] = file.lineEnd(Math.min(fenceLine + 1 + i, file.lineCount()));
            }
            int fenceIndent = block.getFenceIndent();
            for (SourceSpan span : spans) {
                int start = base + span.getInputIndex();
                int line = file.lineAt(start) - fenceLine - 1;
                if (line >= 0 && line < lines) {
                    for (int i = 0;
                            i < fenceIndent
                                    && start < file.text().length()
                                    && file.text().charAt(start) == ' ';
                            i++) {
                        start++;
                    }
                    starts[line] = start;
                }
            }
            return SourceSlice.indented(file, fenceLine + 1, starts);
        }

        private Span span(Node node) {
            List<SourceSpan> spans = node.getSourceSpans();
            SourceSpan first = spans.get(0);
            SourceSpan last = spans.get(spans.size() - 1);
            return file.span(base + first.getInputIndex(), base + last.getInputIndex() + last.getLength());
        }

        /** Of an underlined heading the line above the underline; of any other its one line, from behind its hashes on. */
        private String lastLine(Node heading) {
            List<SourceSpan> spans = heading.getSourceSpans();
            if (spans.isEmpty()) {
                return "";
            }
            SourceSpan last = spans.get(Math.max(0, spans.size() - 2));
            int start = base + last.getInputIndex();
            int end = start + last.getLength();
            if (spans.size() == 1) {
                while (start < end
                        && (file.text().charAt(start) == ' ' || file.text().charAt(start) == '#')) {
                    start++;
                }
            }
            return file.text().substring(start, end).strip();
        }

        private static void appendContent(Node parent, StringBuilder text) {
            for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
                if (node instanceof Text literal) {
                    text.append(literal.getLiteral());
                } else if (node instanceof Code code) {
                    text.append(code.getLiteral());
                } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                    text.append('\n');
                } else if (!(node instanceof Image)) {
                    appendContent(node, text);
                }
            }
        }
    }
}
