package dev.runproof.runtime.ingress;

/** What an Ingress says about a source. */
public sealed interface Rule {

    /** It lets the source in, and can be told not to. */
    record LetsIn() implements Rule {}

    /**
     * It turns the source away.
     *
     * @param entry by which entry of its list
     */
    record TurnsAway(String entry) implements Rule {}

    /**
     * Nothing can be added to what it says without harm to others.
     *
     * @param reason why, in a sentence for people
     */
    record Unusable(String reason) implements Rule {}
}
