package dev.runproof.compiler.model;

/** What the slug of a runbook is made of, where its front matter names none. */
public enum SlugSource {
    /** Its title. */
    TITLE,
    /** The name of its file. */
    FILE
}
