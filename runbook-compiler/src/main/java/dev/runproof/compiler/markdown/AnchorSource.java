package dev.runproof.compiler.markdown;

/** Something in a page that the fragment of a link can name; what name it has depends on where the page is published. */
public sealed interface AnchorSource {

    /**
     * A heading, wherever it stands: sites give those in quotes and lists an anchor like all others.
     *
     * @param content the text that readers see, with what white space there is: without markup, images and tags
     * @param source its last line as it is written, without the marks that make it a heading at its beginning
     * @param level its level, from 1 to 6
     */
    record OfHeading(String content, String source, int level) implements AnchorSource {}

    /**
     * An element of HTML in the text that has a name of its own: its {@code id}, or the {@code name} of an {@code a}.
     *
     * @param id the name
     */
    record OfHtml(String id) implements AnchorSource {}
}
