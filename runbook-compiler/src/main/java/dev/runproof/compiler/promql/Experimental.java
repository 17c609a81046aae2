package dev.runproof.compiler.promql;

/**
 * A part of an expression that a server refuses unless it is told to allow it.
 *
 * @param what the part, such as {@code limitk} or {@code fill_left}
 * @param feature the value of {@code --enable-feature} that allows it
 * @param range where it stands
 */
public record Experimental(String what, String feature, Range range) {}
