package dev.runproof.compiler.finding;

/**
 * A finding that does not fail the check.
 *
 * @param finding the finding
 * @param by who answers for it, and why
 */
public record Suppressed(Finding finding, Suppression by) {}
