package dev.runproof.compiler.anchor;

import dev.runproof.compiler.markdown.MarkdownDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules by which a site makes anchors of headings. */
public enum Dialect {
    /** GitHub, which shows the sources themselves. */
    GITHUB,

    /** Hugo, with its usual setting {@code autoHeadingIDType: github}, which is not quite GitHub's. */
    HUGO,

    /** MkDocs, with Python-Markdown's extensions toc and attr_list. */
    MKDOCS,

    /** Our own website: GitHub's, so that a link is right in both places, and names written out, which outlive new words. */
    RUNPROOF;

    /** Its name in configurations: {@code github}, {@code hugo}, {@code mkdocs} or {@code runproof}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dialect of a name. */
    public static Optional<Dialect> of(String word) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.word().equals(word))
                .findFirst();
    }

    /** The names of all dialects. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Dialect::word).toList();
    }

    /** The anchors of a page that is published by these rules. */
    public Anchors anchors(MarkdownDocument page) {
        return Anchors.of(page, this);
    }

    Slugs slugs() {
        return switch (this) {
            case GITHUB, RUNPROOF -> new GitHubSlugs();
            case HUGO -> new HugoSlugs();
            case MKDOCS -> new MkDocsSlugs();
        };
    }

    /** The text of a heading without the name that is written out behind it, where this dialect knows such names. */
    HeadingText read(String text) {
        return switch (this) {
            case GITHUB -> new HeadingText(text, Optional.empty());
            case HUGO, RUNPROOF -> HeadingText.of(text);
            case MKDOCS -> HeadingText.ofSpaced(text);
        };
    }
}
