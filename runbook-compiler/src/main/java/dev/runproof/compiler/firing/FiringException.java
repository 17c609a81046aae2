package dev.runproof.compiler.firing;

/** What Prometheus could not tell; the message is a clause for people that says why. */
public final class FiringException extends Exception {
    private static final long serialVersionUID = 1;

    FiringException(String why) {
        super(why);
    }

    /** Why. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
