package dev.runproof.runtime.value;

/** A text is not a value of the type that was asked for. The message says why, in a sentence for people. */
public final class InvalidValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says why a text is refused.
     *
     * @param message what is wrong, without the text itself, which may be long or hostile
     */
    public InvalidValueException(String message) {
        super(message);
    }
}
