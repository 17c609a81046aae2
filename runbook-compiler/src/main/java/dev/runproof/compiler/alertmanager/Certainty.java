package dev.runproof.compiler.alertmanager;

/** Whether a message has something in it. */
public enum Certainty {
    /** It has not. */
    NO,
    /** It may have, or it cannot be decided from the template. */
    UNKNOWN,
    /** It has, whenever there is something to have. */
    YES;

    Certainty or(Certainty other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** That of one of two, when it is not known which. */
    Certainty orElse(Certainty other) {
        return this == other ? this : UNKNOWN;
    }
}
