package dev.runproof.compiler.model;

import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;

/**
 * A runbook.
 *
 * @param file its file
 * @param location its file relative to the folder of {@code runbook.yaml}: the same wherever the compiler is called
 * @param path its file's path below the folder of runbooks, without the ending, such as {@code node/NodeDown}
 * @param slug the stable name of its page, with its place
 * @param title its title, with its place
 * @param frontMatter its front matter
 * @param sections its sections
 * @param document its headings and blocks
 * @param transactionFiles the files beside it with a transaction each, by name
 */
public record Runbook(
        SourceFile file,
        String location,
        String path,
        Located<String> slug,
        Located<String> title,
        FrontMatter frontMatter,
        List<Section> sections,
        MarkdownDocument document,
        List<SourceFile> transactionFiles) {

    /** Takes the files as they are now. */
    public Runbook {
        transactionFiles = List.copyOf(transactionFiles);
    }

    /** The same runbook with files beside it. */
    public Runbook with(List<SourceFile> files) {
        return new Runbook(file, location, path, slug, title, frontMatter, sections, document, files);
    }

    /** A file beside it, relative to the folder of {@code runbook.yaml}. */
    public String locationOf(SourceFile beside) {
        String name = beside.path().substring(beside.path().lastIndexOf('/') + 1);
        return location.substring(0, location.lastIndexOf('/') + 1) + name;
    }

    /** The heading of the second level below which a place stands; empty above the first. */
    public String sectionAt(int offset) {
        return sections.stream()
                .filter(section -> section.body().start() <= offset
                        && offset < section.body().end())
                .map(section -> section.heading().text())
                .findFirst()
                .orElse("");
    }
}
