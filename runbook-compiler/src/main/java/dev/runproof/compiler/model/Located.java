package dev.runproof.compiler.model;

import dev.runproof.compiler.source.Span;

/**
 * A value and where it was written.
 *
 * @param <T> its type
 * @param value the value
 * @param span the place of the value, or of its key where {@code value} is a mapping's
 */
public record Located<T>(T value, Span span) {}
