package dev.runproof.compiler.parse;

import static dev.runproof.compiler.parse.RunbookReader.INVALID_RUNBOOK;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.model.FrontMatter;
import dev.runproof.compiler.parse.RunbookReader.Content;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.VerbatimText;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads runbooks in YAML: keys of front matter, and sections whose texts are Markdown. Not thread-safe. */
final class YamlRunbookReader {

    private static final Set<String> OWN = Set.of("introduction", "sections", "transactions", "responses");

    /** What the blocks of a runbook in Markdown have behind their fences. */
    private static final Map<String, String> BLOCKS =
            Map.of("transactions", "transaction", "responses", "response");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final DocumentSchema form;
    private final MarkdownReader markdown;
    private final FrontMatterReader frontMatter;
    private final Findings findings;

    YamlRunbookReader(DocumentSchema form, MarkdownReader markdown, FrontMatterReader frontMatter, Findings findings) {
        this.form = form;
        this.markdown = markdown;
        this.frontMatter = frontMatter;
        this.findings = findings;
    }

    Content read(SourceFile file) {
        int before = findings.size();
        YamlNode document = YamlReader.readOne(SourceSlice.all(file), findings).orElse(null);
        var page = new Page(file);
        if (!(document instanceof Mapping root)) {
            if (findings.size() == before) {
                findings.add(
                        INVALID_RUNBOOK,
                        document == null ? file.span(0, 0) : document.span(),
                        "a runbook has keys with values, and this is "
                                + (document == null ? "nothing" : document.kind()),
                        "write title, sections and the keys of front matter");
            }
            return new Content(FrontMatter.unread(), page.document(), List.of());
        }
        FrontMatter written = frontMatter.read(root, form.keys());
        root.get("title")
                .filter(title -> written.title().isPresent())
                .ifPresent(title ->
                        page.add(new Heading(1, written.title().orElseThrow().value(), title.span())));
        Mapping own = own(root);
        own.get("introduction").flatMap(text -> lines("introduction", text)).ifPresent(text -> page.add(read(text)));
        // A section whose text does not fit is there all the same: that it is missing, or empty, would be a second
        // mistake.
        if (root.get("sections").orElse(null) instanceof Mapping sections) {
            sections.entries().forEach(section -> section(section, page));
        }
        for (Entry entry : own.entries()) {
            String kind = BLOCKS.getOrDefault(entry.name(), "");
            if (!kind.isEmpty() && entry.value() instanceof Sequence blocks) {
                blocks.items().forEach(block -> block(kind, blocks, block, page));
            }
        }
        return new Content(written, page.document(), page.sections());
    }

    /** The keys that front matter has not, as far as they fit the schema. */
    private Mapping own(Mapping root) {
        List<Entry> own = root.entries().stream()
                .filter(entry -> OWN.contains(entry.name()))
                .toList();
        return form.fit(new Mapping(root.span(), own), INVALID_RUNBOOK, findings)
                .map(Mapping.class::cast)
                .orElseThrow();
    }

    private void section(Entry section, Page page) {
        String title = BLANKS.matcher(section.name().strip()).replaceAll(" ");
        if (title.isEmpty()) {
            findings.add(
                    INVALID_RUNBOOK,
                    section.key().span(),
                    "a section without a title",
                    "write a title before the colon");
            return;
        }
        var heading = new Heading(2, title, section.key().span());
        YamlNode value = section.value();
        boolean none =
                value instanceof Scalar text && (text.isNull() || text.text().isBlank());
        if (none) {
            page.add(heading, Optional.empty());
        } else {
            Optional<SourceSlice> lines = lines("the section " + title, value);
            page.add(
                    heading, Optional.of(lines.map(this::read).orElseGet(() -> MarkdownDocument.unread(value.span()))));
        }
    }

    private MarkdownDocument read(SourceSlice text) {
        return markdown.read(text);
    }

    /** Where a text stands in the file; nothing if it is none, or that cannot be known for each of its letters. */
    private Optional<SourceSlice> lines(String what, YamlNode node) {
        if (!(node instanceof Scalar scalar) || scalar.text().isBlank()) {
            return Optional.empty();
        }
        Optional<SourceSlice> lines = VerbatimText.of(scalar);
        if (lines.isEmpty()) {
            findings.add(
                    INVALID_RUNBOOK,
                    scalar.span(),
                    what
                            + " is folded, has escapes, or is quoted over several lines, so that places in it would be lost",
                    "write it as a literal block: | behind the colon, and the text below it as it is, indented");
        }
        return lines;
    }

    /** A block is read from its lines, as one in Markdown is: they alone are what its digest speaks for. */
    private void block(String kind, Sequence all, YamlNode block, Page page) {
        SourceFile file = block.span().file();
        int start = block.span().start();
        int first = file.lineAt(start);
        boolean flow =
                file.text().charAt(all.span().start()) == '[' || file.text().charAt(start) == '{';
        if (flow) {
            findings.add(
                    INVALID_RUNBOOK,
                    block.span(),
                    "a " + kind + " within brackets",
                    "write it on lines of its own, as in - name: block-source");
            return;
        }
        int indentation = start - file.lineStart(first);
        int[] starts = new int[file.lineAt(block.span().end()) - first + 1];
        starts[0] = start;
        for (int i = 1; i < starts.length; i++) {
            starts[i] = file.lineStart(first + i);
            int end = Math.min(file.lineEnd(first + i), starts[i] + indentation);
            while (starts[i] < end && file.text().charAt(starts[i]) == ' ') {
                starts[i]++;
            }
        }
        page.add(new FencedBlock(
                "yaml " + kind, file.span(start, file.lineEnd(first)), SourceSlice.indented(file, first, starts)));
    }
}
