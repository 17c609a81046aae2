package dev.runproof.runtime.contract;

import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is there for lives of a transaction.
 *
 * @param transaction the transaction, as the compiler would write it
 * @param prepare makes anew what a life needs, and gives the inputs
 * @param outcome what it comes to where it is enforced
 * @param others what is tried after that in the same life
 */
record LifeGround(
        SafetyTransaction<?> transaction, Supplier<InputTexts> prepare, Outcome outcome, List<Attempt> others) {

    /** One that contains. */
    static LifeGround of(SafetyTransaction<?> transaction, Supplier<InputTexts> prepare) {
        return new LifeGround(transaction, prepare, Outcome.CONTAINED, List.of());
    }

    /** The same, after which something else is tried. */
    LifeGround then(Attempt other) {
        return new LifeGround(transaction, prepare, outcome, List.of(other));
    }

    /** The same that comes to another end. */
    LifeGround endingIn(Outcome other) {
        return new LifeGround(transaction, prepare, other, others);
    }

    /**
     * An attempt at something that does not hold.
     *
     * @param modes in which it comes to that
     * @param transaction the transaction
     * @param prepare makes what it needs, and gives the inputs
     * @param outcome what it comes to
     * @param reason a part of what is said of that
     */
    record Attempt(
            Set<Mode> modes,
            SafetyTransaction<?> transaction,
            Supplier<InputTexts> prepare,
            Outcome outcome,
            String reason) {}
}
