package dev.runproof.compiler.shell;

import java.util.Optional;

/**
 * A word of a command.
 *
 * @param literal its text without quotes; empty where expansions, patterns or a placeholder decide what it becomes
 * @param start the offset of its first character in the script
 * @param end the offset behind its last one
 */
public record Word(Optional<String> literal, int start, int end) {}
