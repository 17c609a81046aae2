package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.Range;
import java.util.Optional;

/**
 * Why a label never comes.
 *
 * @param clause the part of the expression that takes it away, by offsets in the text of the expression, or that reads series
 *     without it from a recording rule; empty where the rule does so, and not its expression
 * @param reason what takes it away, as a sentence without its full stop, such as {@code sum keeps only the labels of by}
 * @param recorded the recording rule that takes it away; empty if the expression itself does, or its rule
 */
public record Cause(Optional<Range> clause, String reason, Optional<Recorded> recorded) {

    /**
     * What a recording rule takes away.
     *
     * @param rule the rule
     * @param clause the part of its expression that does so; empty where the rule does, and not its expression
     */
    public record Recorded(RecordingRule rule, Optional<Range> clause) {}

    static Cause of(Range clause, String reason) {
        return new Cause(Optional.of(clause), reason, Optional.empty());
    }

    static Cause ofRule(String reason) {
        return new Cause(Optional.empty(), reason, Optional.empty());
    }

    /** The same for who reads what a rule records: the first rule on the way tells, whichever others hand it on. */
    Cause recordedBy(RecordingRule rule) {
        return new Cause(Optional.empty(), reason, Optional.of(recorded.orElseGet(() -> new Recorded(rule, clause))));
    }

    /** The same at a part of an expression. */
    Cause at(Range part) {
        return new Cause(Optional.of(part), reason, recorded);
    }
}
