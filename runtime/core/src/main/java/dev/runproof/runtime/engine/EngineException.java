package dev.runproof.runtime.engine;

import java.util.Objects;

/** Something the engine tells itself. The message is a sentence for people and ends up in a result. */
abstract class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EngineException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
