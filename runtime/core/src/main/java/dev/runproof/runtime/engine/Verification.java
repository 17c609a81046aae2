package dev.runproof.runtime.engine;

/** Whether an effect was seen to work. */
public sealed interface Verification {

    /** All post-checks passed. */
    record Verified() implements Verification {}

    /**
     * Nothing spoke against it, and something could not be found out.
     *
     * @param reason what, in a sentence for people
     */
    record Unverified(String reason) implements Verification {}

    /** The same with a reason that fits into a record. */
    default Verification cut() {
        return this instanceof Unverified unverified
                ? new Unverified(Cut.to(Containment.MAX_NOTE, unverified.reason()))
                : this;
    }
}
