package dev.runproof.compiler.promql;

/**
 * The name of a label, in {@code by (job, "my.label")} for example.
 *
 * @param name the name, without quotes and escapes
 * @param range where it stands, with its quotes
 */
public record Label(String name, Range range) {}
