package dev.runproof.compiler.shell;

import java.util.OptionalInt;

/**
 * Why no shell can read a script.
 *
 * @param start the offset of what is wrong: of something that is never closed, the place where it was opened
 * @param end the offset behind it
 * @param message what is wrong, without a full stop
 * @param help what to do, without a full stop
 * @param opened the offset of an open construct that the message is about, where it stands elsewhere
 * @param unfinished whether more text behind the script could make it right
 */
public record SyntaxError(int start, int end, String message, String help, OptionalInt opened, boolean unfinished) {}
