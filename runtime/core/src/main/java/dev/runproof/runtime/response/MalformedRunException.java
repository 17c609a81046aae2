package dev.runproof.runtime.response;

/** An object is not a record of a run. The message says which field is wrong. */
public final class MalformedRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MalformedRunException(String message) {
        super(message);
    }
}
