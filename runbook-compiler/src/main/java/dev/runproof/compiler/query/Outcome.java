package dev.runproof.compiler.query;

import dev.runproof.compiler.promql.Range;
import java.util.Optional;

/**
 * What is known of the result of an expression, whatever data a server holds. Immutable.
 *
 * @param result whether there is one
 * @param bounds between which its values lie, if there are any
 * @param unlabelled whether it is one number, or one series without labels, so that two of them always match
 * @param reason why there is always or never one; empty for {@link Result#PERHAPS}, and where it goes without saying
 */
public record Outcome(Result result, Bounds bounds, boolean unlabelled, Optional<Reason> reason) {

    /** Whether an expression gives anything. */
    public enum Result {
        /** There is always at least one value. */
        ALWAYS,
        /** There is never any. */
        NEVER,
        /** It depends on the data. */
        PERHAPS
    }

    /**
     * Why.
     *
     * @param range the part of the expression that decides
     * @param text why, as half a sentence
     * @param help what to do
     */
    public record Reason(Range range, String text, String help) {}

    static Outcome perhaps(Bounds bounds) {
        return new Outcome(Result.PERHAPS, bounds, false, Optional.empty());
    }

    static Outcome number(Bounds bounds) {
        return new Outcome(Result.ALWAYS, bounds, true, Optional.empty());
    }

    static Outcome never(Range range, String text, String help) {
        return new Outcome(Result.NEVER, Bounds.ANY, false, Optional.of(new Reason(range, text, help)));
    }

    boolean isNever() {
        return result == Result.NEVER;
    }

    boolean isAlways() {
        return result == Result.ALWAYS;
    }

    /** The same with other values. */
    Outcome with(Bounds values) {
        return new Outcome(result, values, unlabelled, reason);
    }

    /** The same, with labels or without. */
    Outcome unlabelled(boolean without) {
        return new Outcome(result, bounds, without, reason);
    }

    /** The same, if there is one: whether there is depends on more. */
    Outcome doubted() {
        return isAlways() ? perhaps(bounds) : this;
    }

    Outcome because(Reason why) {
        return new Outcome(result, bounds, unlabelled, Optional.of(why));
    }
}
