package dev.runproof.compiler.anchor;

/** Names the headings of one page, in their order. Not thread-safe. */
interface Slugs {

    /**
     * Keeps a name that is written out from being given to a heading.
     *
     * @param id the name
     * @param ahead whether this is told before any heading is named, not when the heading of the name is reached
     */
    void take(String id, boolean ahead);

    /**
     * Names a heading.
     *
     * @param content the text that readers see
     * @param source the text as it is written
     * @param level its level, from 1 to 6
     * @return its name
     */
    String name(String content, String source, int level);
}
