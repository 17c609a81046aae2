package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.source.Span;
import java.util.Map;
import java.util.Optional;

/** A rule that keeps what an expression gives as series of a name of its own, as far as their labels follow from it. */
public interface RecordingRule {

    /** The name of the series that it makes. */
    String metric();

    /** Its expression; empty if that was not read as PromQL, so that its series may have any labels. */
    Optional<Expr> expression();

    /** The labels that it and its group set, with their values; these are no templates. */
    Map<String, String> labelsSet();

    /**
     * Where it stands.
     *
     * @param clause a part of its expression; empty for the rule itself
     */
    Span place(Optional<Range> clause);
}
