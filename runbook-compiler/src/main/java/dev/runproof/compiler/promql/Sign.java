package dev.runproof.compiler.promql;

/** A sign before an expression. */
public enum Sign {
    /** {@code +}. */
    PLUS,
    /** {@code -}. */
    MINUS
}
