package dev.runproof.runtime.engine;

/** An object is not a record of a containment. The message says which field is wrong. */
public final class MalformedContainmentException extends EngineException {

    private static final long serialVersionUID = 1;

    MalformedContainmentException(String message) {
        super(message);
    }
}
