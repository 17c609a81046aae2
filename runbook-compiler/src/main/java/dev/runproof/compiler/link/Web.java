package dev.runproof.compiler.link;

/** The web, as far as we ask it. Thread-safe. */
interface Web extends AutoCloseable {

    /**
     * Sends one request, and follows no redirect.
     *
     * @param address what is asked for
     * @param method how
     * @return what came of it; never an exception for what a server does
     */
    Answer ask(WebAddress address, Method method);

    /** Lets go of what it holds, connections first. */
    @Override
    default void close() {}

    /** How is asked. */
    enum Method {
        /** For the head alone. */
        HEAD,
        /** For the page, the body of which is not read. */
        GET,
        /** For the page and the names in it. */
        READ
    }
}
