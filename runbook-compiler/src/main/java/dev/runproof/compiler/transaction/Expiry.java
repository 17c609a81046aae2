package dev.runproof.compiler.transaction;

import java.time.Duration;

/** How a containment ends by itself. */
public sealed interface Expiry {

    /**
     * It is undone.
     *
     * @param after the time from then on; positive
     */
    record Undo(Duration after) implements Expiry {}

    /**
     * It stays, and a person is asked.
     *
     * @param after the time from then on; positive
     */
    record Page(Duration after) implements Expiry {}

    /** It stays until a person ends it. */
    record Never() implements Expiry {}
}
