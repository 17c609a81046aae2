package dev.runproof.runtime.probe;

/** A map in the kernel is not there, or not laid out as expected. The message says what, in a sentence for people. */
final class UnreadableMapException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableMapException(String message) {
        super(message);
    }
}
