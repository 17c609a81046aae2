package dev.runproof.runtime.engine;

/** Another executor has the record now: whoever gets this has to leave everything as it is. */
public final class LostRecordException extends EngineException {

    private static final long serialVersionUID = 1;

    LostRecordException(String message) {
        super(message);
    }
}
