package dev.runproof.compiler.model;

import dev.runproof.compiler.source.Span;
import java.util.Map;
import java.util.Optional;

/**
 * An alerting rule, from whatever shape of file it came.
 *
 * @param name its name
 * @param group the name of its group
 * @param expression its expression
 * @param labels its labels, in their order
 * @param annotations its annotations, in their order
 * @param annotationsKey the key {@code annotations}; empty if it has none
 */
public record Alert(
        Located<String> name,
        String group,
        Located<String> expression,
        Map<String, Located<String>> labels,
        Map<String, Located<String>> annotations,
        Optional<Span> annotationsKey) {}
