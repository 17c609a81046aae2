package dev.runproof.compiler.parse;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.model.FrontMatter;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;
import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a runbook, in Markdown or in YAML: front matter, title, sections. Any text is a runbook, with findings for what is
 * wrong in it. Thread-safe.
 */
public final class RunbookReader {

    /** Front matter that is not closed, is no mapping, or has a value of the wrong kind. */
    public static final Rule INVALID_FRONT_MATTER = Rule.error("invalid-front-matter");

    /** A key that is none of ours, and nearly one. */
    public static final Rule UNKNOWN_KEY = Rule.warning("unknown-key");

    /** A runbook in YAML that is no mapping, has no sections, or has them in a form that cannot be read. */
    public static final Rule INVALID_RUNBOOK = Rule.unread("invalid-runbook");

    private static final String FENCE = "---";

    private final MarkdownReader markdown = new MarkdownReader();
    private final DocumentSchema frontMatterForm = DocumentSchema.of("front-matter", "key");
    private final DocumentSchema yamlForm = DocumentSchema.of("yaml-runbook", "key");
    private final SlugSource slugSource;

    /** What a file holds, whatever its form. */
    record Content(FrontMatter frontMatter, MarkdownDocument document, List<Section> sections) {}

    /**
     * Makes a reader.
     *
     * @param slugSource what slugs are made of that no front matter names
     */
    public RunbookReader(SlugSource slugSource) {
        this.slugSource = slugSource;
    }

    /**
     * Reads a runbook.
     *
     * @param file its text
     * @param location its file relative to the folder of {@code runbook.yaml}; what its name ends with says its form
     * @param path its path below the folder of runbooks, without the ending
     * @param findings takes what is wrong
     * @return the runbook
     */
    public Runbook read(SourceFile file, String location, String path, Findings findings) {
        var frontMatter = new FrontMatterReader(frontMatterForm, findings);
        Content content = RunbookFile.isYaml(location)
                ? new YamlRunbookReader(yamlForm, markdown, frontMatter, findings).read(file)
                : markdown(file, frontMatter, findings);
        Located<String> title = title(file, path, content.frontMatter(), content.document());
        Located<String> slug = content.frontMatter().slug().orElseGet(() -> slug(title, path));
        return new Runbook(
                file,
                location,
                path,
                slug,
                title,
                content.frontMatter(),
                content.sections(),
                content.document(),
                List.of());
    }

    private Content markdown(SourceFile file, FrontMatterReader frontMatter, Findings findings) {
        int before = findings.size();
        int closing = closingFence(file, findings);
        FrontMatter written = closing == 0
                ? findings.size() == before ? FrontMatter.none() : FrontMatter.unread()
                : frontMatter.read(SourceSlice.lines(file, 2, closing - 1));
        MarkdownDocument document = markdown.read(file, closing + 1);
        return new Content(written, document, sections(document.headings(), document.span()));
    }

    /** The line of the second {@code ---}; 0 if the file does not begin with a closed front matter. */
    private static int closingFence(SourceFile file, Findings findings) {
        if (!file.line(1).stripTrailing().equals(FENCE)) {
            return 0;
        }
        for (int line = 2; line <= file.lineCount(); line++) {
            if (file.line(line).stripTrailing().equals(FENCE)) {
                return line;
            }
        }
        findings.add(
                INVALID_FRONT_MATTER,
                file.span(0, FENCE.length()),
                "front matter that never ends",
                "add a line --- behind its last key");
        return 0;
    }

    private static Located<String> title(
            SourceFile file, String path, FrontMatter frontMatter, MarkdownDocument document) {
        return document.headings().stream()
                .filter(heading -> heading.level() == 1 && !heading.text().isEmpty())
                .filter(heading -> frontMatter.title().isEmpty() || !isTemplate(heading.text()))
                .findFirst()
                .map(heading -> new Located<>(heading.text(), heading.span()))
                .or(frontMatter::title)
                .orElseGet(() -> new Located<>(fileName(path), file.span(0, 0)));
    }

    /** Whether a site puts the heading's text in, as a rule the title of the front matter: {@code <%= title %>}. */
    private static boolean isTemplate(String heading) {
        return heading.contains("<%") || heading.contains("{{");
    }

    private Located<String> slug(Located<String> title, String path) {
        String slug = slugSource == SlugSource.TITLE ? Slug.of(title.value()) : "";
        return new Located<>(slug.isEmpty() ? Slug.of(fileName(path)) : slug, title.span());
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The sections of a text.
     *
     * @param all its headings
     * @param text where it stands
     */
    static List<Section> sections(List<Heading> all, Span text) {
        List<Heading> headings =
                all.stream().filter(heading -> heading.level() <= 2).toList();
        var sections = new ArrayList<Section>();
        for (int i = 0; i < headings.size(); i++) {
            Heading heading = headings.get(i);
            if (heading.level() == 2) {
                int end = i + 1 < headings.size() ? headings.get(i + 1).span().start() : text.end();
                int start = Math.max(heading.span().end(), text.start());
                sections.add(new Section(heading, text.file().span(start, end)));
            }
        }
        return List.copyOf(sections);
    }
}
