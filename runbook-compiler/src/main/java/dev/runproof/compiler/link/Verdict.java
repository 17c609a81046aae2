package dev.runproof.compiler.link;

/** What is known of an address. */
sealed interface Verdict {

    /** It leads somewhere. */
    record Fine() implements Verdict {}

    /**
     * It leads somewhere, and the server says that there is another address for it for good.
     *
     * @param to the other address, perhaps with a fragment
     */
    record Moved(String to) implements Verdict {}

    /**
     * It leads to nothing.
     *
     * @param why as a clause, such as {@code the server answers 404}
     * @param noHost whether that is because there is no such host, which one that knows no hosts at all says too
     */
    record Dead(String why, boolean noHost) implements Verdict {}

    /**
     * That could not be told.
     *
     * @param why as a clause
     */
    record Undecided(String why) implements Verdict {}
}
