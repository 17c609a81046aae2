package dev.runproof.compiler.model;

import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.source.Span;

/**
 * A section of the second level.
 *
 * @param heading its heading
 * @param body what stands below it, up to the next heading of the first or second level
 */
public record Section(Heading heading, Span body) {}
