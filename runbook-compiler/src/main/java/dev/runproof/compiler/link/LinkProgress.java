package dev.runproof.compiler.link;

/** Is told how far a run is. */
@FunctionalInterface
public interface LinkProgress {

    /** Tells nobody. */
    LinkProgress NONE = (done, all) -> {};

    /**
     * Is called after each address, by one thread at a time.
     *
     * @param done how many of them something is known of
     * @param all how many there are
     */
    void told(int done, int all);
}
