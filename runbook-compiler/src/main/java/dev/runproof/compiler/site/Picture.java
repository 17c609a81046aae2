package dev.runproof.compiler.site;

/** A picture that is shown on a page. Immutable and thread-safe. */
public final class Picture {

    private final String path;
    private final byte[] content;

    Picture(String path, byte[] content) {
        this.path = path;
        this.content = content.clone();
    }

    /** Where it is, from the root of the site: named by its content. */
    public String path() {
        return path;
    }

    /** What it holds. */
    public byte[] content() {
        return content.clone();
    }
}
