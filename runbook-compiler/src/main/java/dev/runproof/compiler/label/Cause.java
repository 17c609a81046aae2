package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.Range;
import java.util.Optional;

/**
 * Why a label never comes.
 *
 * @param clause the part of the expression that takes it away, by offsets in the text of the expression; empty where the rule
 *     does so, and not its expression
 * @param reason what that part does, as a sentence without its full stop, such as {@code sum keeps only the labels of by}
 */
public record Cause(Optional<Range> clause, String reason) {

    static Cause of(Range clause, String reason) {
        return new Cause(Optional.of(clause), reason);
    }

    static Cause ofRule(String reason) {
        return new Cause(Optional.empty(), reason);
    }
}
