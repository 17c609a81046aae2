package dev.runproof.compiler.index;

/**
 * An index file that could not be used.
 *
 * @param place the file; within a jar such as {@code lib/actions.jar!/META-INF/runproof/action/block-ip.json}
 * @param message what is wrong, without a full stop
 */
public record IndexProblem(String place, String message) {}
