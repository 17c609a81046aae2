package dev.runproof.compiler.transaction;

import dev.runproof.compiler.source.Span;

/**
 * Where the parts of a transaction stand.
 *
 * @param action the name of its action
 * @param maxDuration the value of {@code max-duration}
 * @param expiry the value of {@code expires}
 */
public record TransactionPlaces(Span action, Span maxDuration, Span expiry) {}
