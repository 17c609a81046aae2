package dev.runproof.compiler.manifest;

import dev.runproof.compiler.source.Sha256;

/** Names of objects: labels as in RFC 1123. */
final class Names {

    private static final int LONGEST = 63;
    private static final int DIGEST = 10;

    private Names() {}

    /**
     * A name for something that has a name in a runbook. Different ones get different names: what is cut has two hyphens in a row,
     * which no name of a runbook has.
     *
     * @param prefix lower case words, each with a hyphen behind it
     * @param name lower case words joined by hyphens
     */
    static String of(String prefix, String name) {
        String whole = prefix + name;
        if (whole.length() <= LONGEST) {
            return whole;
        }
        String digest = "--" + Sha256.of(whole).substring(0, DIGEST);
        return whole.substring(0, LONGEST - digest.length()).replaceAll("-+$", "") + digest;
    }
}
