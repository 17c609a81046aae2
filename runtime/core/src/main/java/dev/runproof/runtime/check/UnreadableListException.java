package dev.runproof.runtime.check;

/** The list of what is protected cannot be relied on. The message says why, in a sentence for people. */
final class UnreadableListException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableListException(String message) {
        super(message);
    }
}
