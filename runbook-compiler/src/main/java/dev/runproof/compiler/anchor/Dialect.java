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

    /** GitLab, which shows the sources themselves. */
    GITLAB,

    /** Hugo, with its usual setting {@code autoHeadingIDType: github}, which is not quite GitHub's. */
    HUGO,

    /** MkDocs, with Python-Markdown's extensions toc and attr_list. */
    MKDOCS,

    /** GOV.UK's template for technical documentation, made by Middleman. */
    GOVUK,

    /** Our own website: GitHub's, so that a link is right in both places, and names written out, which outlive new words. */
    RUNPROOF;

    /** Its name in configurations: such as {@code github}. */
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

    /**
     * The anchors of a page that is published by these rules.
     *
     * @param page the page
     * @param title its title, which stands for a heading that is made of a template, such as {@code # <%= title %>}
     */
    public Anchors anchors(MarkdownDocument page, String title) {
        return Anchors.of(page, title, this);
    }

    Slugs slugs() {
        return switch (this) {
            case GITHUB, RUNPROOF -> new GitHubSlugs();
            case GITLAB -> new GitLabSlugs();
            case HUGO -> new HugoSlugs();
            case GOVUK -> new GovUkSlugs();
            case MKDOCS -> new MkDocsSlugs();
        };
    }

    /** The text of a heading without the name that is written out behind it, where this dialect knows such names. */
    HeadingText read(String text) {
        return switch (this) {
            case GITHUB, GITLAB, GOVUK -> new HeadingText(text, Optional.empty());
            case HUGO, RUNPROOF -> HeadingText.of(text);
            case MKDOCS -> HeadingText.ofSpaced(text);
        };
    }
}
