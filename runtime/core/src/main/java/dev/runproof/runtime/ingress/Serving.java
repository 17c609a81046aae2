package dev.runproof.runtime.ingress;

/** Who serves an Ingress. */
public sealed interface Serving {

    /**
     * A program that is known here.
     *
     * @param controller the program
     */
    record By(IngressController controller) implements Serving {}

    /**
     * Nobody, or somebody who is not known here.
     *
     * @param reason what is known, in a sentence for people
     */
    record Unknown(String reason) implements Serving {}
}
