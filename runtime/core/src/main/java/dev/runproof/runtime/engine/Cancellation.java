package dev.runproof.runtime.engine;

/**
 * The interruption of the thread that runs a transaction, taken as a wish to cancel. It is taken off the thread, so that
 * the calls that undo are not interrupted too, and put back in the end. Used by that one thread.
 */
final class Cancellation {

    private boolean requested;

    /** Whether the thread has been interrupted since the beginning; the thread itself no longer is. */
    boolean requested() {
        if (Thread.interrupted()) {
            requested = true;
        }
        return requested;
    }

    /** Notes an interruption that has been thrown and not put back. */
    void request() {
        requested = true;
    }

    /** Puts the interruption back for whoever called. */
    void restore() {
        if (requested) {
            Thread.currentThread().interrupt();
        }
    }
}
