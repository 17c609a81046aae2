package dev.runproof.runtime.ingress;

/** Whether a controller would do what an Ingress tells it about sources. */
public sealed interface Obedience {

    /**
     * It would.
     *
     * @param told by what proxies in front of it tell it the sources; empty if it takes them from the packets
     */
    record Obeys(String told) implements Obedience {}

    /**
     * It would not.
     *
     * @param reason why, in a sentence for people
     */
    record Ignores(String reason) implements Obedience {}

    /**
     * That cannot be told.
     *
     * @param reason why, in a sentence for people
     */
    record Unknown(String reason) implements Obedience {}
}
