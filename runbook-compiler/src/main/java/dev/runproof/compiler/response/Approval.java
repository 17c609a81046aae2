package dev.runproof.compiler.response;

import dev.runproof.compiler.source.Span;
import java.time.Duration;

/**
 * That a person has to agree.
 *
 * @param by who may: a name that the cluster's roles give to people
 * @param within for how long it is waited
 * @param otherwise what happens if nobody has decided by then
 * @param span where it stands
 */
public record Approval(String by, Duration within, Otherwise otherwise, Span span) {

    /** What happens if nobody has decided in time. */
    public enum Otherwise {
        /** The response ends, what was done stays, and a person is told. */
        PAGE,
        /** As if it had been denied: the step fails. */
        REFUSE
    }
}
