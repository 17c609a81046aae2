package dev.runproof.compiler.workspace;

/** Where a path leads. */
public enum Place {
    /** To a file or a folder. */
    THERE,
    /** To nothing. */
    NOWHERE,
    /** Out of the folder that is looked at, be it by itself or by a link of the file system. */
    OUTSIDE
}
