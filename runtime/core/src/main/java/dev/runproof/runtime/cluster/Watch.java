package dev.runproof.runtime.cluster;

/** A watch that is under way. */
@FunctionalInterface
public interface Watch extends AutoCloseable {

    /** Ends it. Its listener is told nothing more, not even this. */
    @Override
    void close();
}
