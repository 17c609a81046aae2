package dev.runproof.compiler.index;

/**
 * What an entry says of itself, as plain text from its Javadoc.
 *
 * @param summary the first sentence; empty if there is none
 * @param body all of it, the first sentence too; paragraphs are separated by an empty line
 */
public record Documentation(String summary, String body) {}
