package dev.runproof.compiler.finding;

import dev.runproof.compiler.source.Span;

/**
 * Another place that one has to see to understand a finding.
 *
 * @param span where
 * @param message what is there, without a full stop
 */
public record Related(Span span, String message) {}
