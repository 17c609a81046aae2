package dev.runproof.compiler.generate;

import java.util.Comparator;

/**
 * A file that is to be written.
 *
 * @param kind whether javac reads it, it is put beside the classes, or it is for a cluster
 * @param path its path below the folder of its kind, with {@code /} between folders
 * @param text its text, in ASCII
 */
public record GeneratedFile(Kind kind, String path, String text) implements Comparable<GeneratedFile> {

    private static final Comparator<GeneratedFile> ORDER =
            Comparator.comparing(GeneratedFile::kind).thenComparing(GeneratedFile::path);

    /** What a generated file is. */
    public enum Kind {
        /** Java source code. */
        SOURCE,
        /** A file for the class path, such as a service's registration. */
        RESOURCE,
        /** A manifest for a cluster. */
        MANIFEST
    }

    /** Sources first, by path. */
    @Override
    public int compareTo(GeneratedFile other) {
        return ORDER.compare(this, other);
    }
}
