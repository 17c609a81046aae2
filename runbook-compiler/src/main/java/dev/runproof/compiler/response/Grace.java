package dev.runproof.compiler.response;

import dev.runproof.compiler.source.Span;
import java.time.Duration;

/**
 * That it is waited before anything is changed, and that all signals are then looked at again.
 *
 * @param pause how long
 * @param ifUnknown what becomes of the response if it cannot be found out whether they are still there
 * @param span where it stands
 */
public record Grace(Duration pause, IfUnknown ifUnknown, Span span) {

    /** What becomes of a response of whose signals nobody knows. */
    public enum IfUnknown {
        /** It ends, and a person is told. */
        ABORT,
        /** It goes on. */
        PROCEED
    }
}
