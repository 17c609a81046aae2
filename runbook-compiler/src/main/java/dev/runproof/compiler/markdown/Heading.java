package dev.runproof.compiler.markdown;

import dev.runproof.compiler.source.Span;

/**
 * A heading.
 *
 * @param level from 1 to 6
 * @param text its text without markup
 * @param span its line, or lines
 */
public record Heading(int level, String text, Span span) {}
