package dev.runproof.compiler.git;

/** What Git could not tell; the message is a clause for people that says why. */
public final class GitException extends Exception {
    private static final long serialVersionUID = 1;

    GitException(String why) {
        super(why);
    }

    /** Why. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
