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
}
