package dev.runproof.compiler.source;

/**
 * A place in a file as people count it.
 *
 * @param line from 1; a line ends with LF, CRLF or CR
 * @param column from 1, in Unicode code points, a tab counting as one; a byte-order mark is not counted
 */
public record Position(int line, int column) {}
