package dev.runproof.compiler.model;

import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.source.Span;
import java.util.Map;
import java.util.Optional;

/**
 * An alerting rule, from whatever shape of file it came.
 *
 * @param kind what kind of rule it is
 * @param name its name
 * @param group the name of its group; empty for a rule of Falco, which has no groups
 * @param expression its expression: PromQL, LogQL, or the condition of a Falco rule
 * @param query what was read of the expression
 * @param waits whether its expression must hold for a while before it fires ({@code for}), or it goes on for a while when it no
 *     longer holds ({@code keep_firing_for})
 * @param labels its labels, its own before those of its group; of a Falco rule its {@code priority} and {@code source}
 * @param annotations its annotations, in their order; a Falco rule has none
 * @param annotationsKey the key {@code annotations}; empty if it has none
 * @param output what a rule of Falco says, with the fields of the event in it; empty for all others
 */
public record Alert(
        Kind kind,
        Located<String> name,
        String group,
        Located<String> expression,
        Query query,
        boolean waits,
        Map<String, Located<String>> labels,
        Map<String, Located<String>> annotations,
        Optional<Span> annotationsKey,
        Optional<Located<String>> output) {

    /** The same with another reading of its expression. */
    public Alert with(Query reading) {
        return new Alert(kind, name, group, expression, reading, waits, labels, annotations, annotationsKey, output);
    }

    /** What kind of rule an alert comes from, which decides how it is linked to its runbook. */
    public enum Kind {
        /** A rule of Prometheus or of a program that took over its format: its annotations hold the link. */
        PROMETHEUS,
        /** A rule of Falco: the runbook lists its name. */
        FALCO
    }
}
