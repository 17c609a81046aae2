package dev.runproof.runtime.transaction;

import java.time.Duration;

/** When and how a containment ends by itself. */
public sealed interface Expiry {

    /** Undo it after a time. */
    record Undo(Duration after) implements Expiry {}

    /** Leave it, and ask a person after a time. */
    record Page(Duration after) implements Expiry {}

    /** Leave it until a person ends it. */
    record Never() implements Expiry {}
}
