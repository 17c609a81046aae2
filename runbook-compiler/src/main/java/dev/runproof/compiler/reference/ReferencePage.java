package dev.runproof.compiler.reference;

/**
 * A page of the reference, in Markdown as GitHub shows it. The same index gives the same bytes.
 *
 * @param name the name of its file without the ending, such as {@code actions}
 * @param title its title
 * @param markdown its text, with the title as heading of the first level; lines end with LF
 */
public record ReferencePage(String name, String title, String markdown) {}
