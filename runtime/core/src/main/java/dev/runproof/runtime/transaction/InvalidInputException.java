package dev.runproof.runtime.transaction;

/** An input is missing, unknown, or not a value of its type. The message names the input and says why. */
public final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says which input is refused and why.
     *
     * @param message a sentence for people
     */
    public InvalidInputException(String message) {
        super(message);
    }
}
