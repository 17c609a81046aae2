package dev.runproof.compiler.site;

import dev.runproof.compiler.resolve.PercentEncoding;

/** Addresses within the site, relative, so that it works wherever it is put, also in a folder on a disk. */
public final class Addresses {

    private static final String PAGE = "/index.html";

    private Addresses() {}

    /**
     * The way from a page to the root of the site.
     *
     * @param name the name of the page
     * @return such as {@code ../}
     */
    public static String toRoot(String name) {
        return "../".repeat((int) name.chars().filter(c -> c == '/').count() + 1);
    }

    /** The address of a page from the root. It names the file: on a disk a folder would show what is in it. */
    public static String ofPage(String name) {
        return PercentEncoding.encode(name) + PAGE;
    }

    /** A path as it is written in an address. */
    public static String encoded(String path) {
        return PercentEncoding.encode(path);
    }
}
