package dev.runproof.compiler.parse;

import dev.runproof.compiler.markdown.AnchorSource;
import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownLink;
import dev.runproof.compiler.model.Section;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Puts the texts of a runbook in YAML together to one document, as if they stood in one Markdown file. Not thread-safe. */
final class Page {

    private final SourceFile file;
    private final List<Heading> headings = new ArrayList<>();
    private final List<FencedBlock> fencedBlocks = new ArrayList<>();
    private final List<Span> code = new ArrayList<>();
    private final List<Span> codeLines = new ArrayList<>();
    private final List<Span> unseen = new ArrayList<>();
    private final List<AnchorSource> anchorSources = new ArrayList<>();
    private final List<MarkdownLink> links = new ArrayList<>();
    private final List<Span> shown = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    Page(SourceFile file) {
        this.file = file;
    }

    /** The title. */
    void add(Heading title) {
        headings.add(title);
        anchorSources.add(new AnchorSource.OfHeading(title.text(), title.text(), title.level()));
        shown.add(title.span());
    }

    /** A text without a title. */
    void add(MarkdownDocument text) {
        headings.addAll(text.headings());
        fencedBlocks.addAll(text.fencedBlocks());
        code.addAll(text.code());
        codeLines.addAll(text.codeLines());
        unseen.addAll(text.unseen());
        anchorSources.addAll(text.anchorSources());
        links.addAll(text.links());
        shown.add(text.span());
        sections.addAll(RunbookReader.sections(text.headings(), text.span()));
    }

    /** A section; without a text if there is none. */
    void add(Heading title, Optional<MarkdownDocument> text) {
        add(title);
        Span body = text.map(MarkdownDocument::span)
                .orElse(file.span(title.span().end(), title.span().end()));
        int end = text.stream()
                .flatMap(document -> document.headings().stream())
                .filter(heading -> heading.level() <= 2)
                .findFirst()
                .map(heading -> heading.span().start())
                .orElse(body.end());
        sections.add(new Section(title, file.span(body.start(), end)));
        text.ifPresent(this::add);
    }

    /** A block of code that stands in no text. */
    void add(FencedBlock block) {
        List<Span> lines = block.content().lines();
        fencedBlocks.add(block);
        code.addAll(lines);
        codeLines.addAll(lines);
        shown.addAll(lines);
    }

    /** The sections, by place. */
    List<Section> sections() {
        return sections.stream()
                .sorted(Comparator.comparing(section -> section.heading().span()))
                .toList();
    }

    /** All of it, by place. */
    MarkdownDocument document() {
        shown.sort(Comparator.naturalOrder());
        var foreign = new ArrayList<Span>();
        int behind = 0;
        for (Span span : shown) {
            int next = span.start();
            if (next > behind) {
                foreign.add(file.span(behind, next));
            }
            behind = Math.max(behind, span.end());
        }
        foreign.add(file.span(behind, file.text().length()));
        headings.sort(Comparator.comparing(Heading::span));
        fencedBlocks.sort(Comparator.comparing(FencedBlock::fence));
        code.sort(Comparator.naturalOrder());
        codeLines.sort(Comparator.naturalOrder());
        return new MarkdownDocument(
                file.all(), headings, fencedBlocks, code, codeLines, unseen, anchorSources, links, foreign);
    }
}
