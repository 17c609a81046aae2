package dev.runproof.compiler.index;

/**
 * A file that may hold an entry.
 *
 * @param place where it is, for people
 * @param kind its folder: {@code action}, {@code check}, {@code lookup} or {@code type}
 * @param name its name without {@code .json}
 * @param content its text
 */
record IndexFile(String place, String kind, String name, String content) {}
