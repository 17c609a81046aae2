package dev.runproof.compiler.content;

import dev.runproof.compiler.source.Span;

/**
 * A file that a runbook names.
 *
 * @param path its path as it is written
 * @param span where
 * @param inCommand whether a command needs it; else text mentions it
 */
record NamedFile(String path, Span span, boolean inCommand) {}
