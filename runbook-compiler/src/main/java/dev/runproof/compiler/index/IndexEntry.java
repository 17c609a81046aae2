package dev.runproof.compiler.index;

/** Something that a runbook can name. */
public sealed interface IndexEntry permits ActionEntry, CheckEntry, LookupEntry, TypeEntry {

    /** The name in a runbook: lower case words joined by hyphens, such as {@code block-ip}; a lookup has two, and a dot between. */
    String name();

    /** The class that it is. */
    JavaClass javaClass();

    /** What it says of itself, as plain text. */
    Documentation documentation();
}
