package dev.runproof.compiler.markdown;

import dev.runproof.compiler.source.Span;

/**
 * A link or an image, or the definition to which some of them refer.
 *
 * @param destination where it leads, without the escapes of Markdown or HTML; percent signs are left as they are
 * @param span where the destination is written
 */
public record MarkdownLink(String destination, Span span) {}
