package dev.runproof.compiler.link;

import dev.runproof.compiler.source.Span;

/**
 * An address on the web, where it is written.
 *
 * @param written the address
 * @param span the place
 */
record OutboundLink(String written, Span span) {}
