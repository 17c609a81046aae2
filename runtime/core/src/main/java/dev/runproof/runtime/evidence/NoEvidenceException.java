package dev.runproof.runtime.evidence;

/** Nothing was stored. The message says why, in a sentence for people. */
public final class NoEvidenceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoEvidenceException(String message) {
        super(message);
    }
}
