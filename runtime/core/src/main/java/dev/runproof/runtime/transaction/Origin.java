package dev.runproof.runtime.transaction;

/**
 * Where in the runbooks a transaction was written.
 *
 * @param runbook the slug of the runbook, such as {@code brute-force-detected}
 * @param file the file, relative to the folder of {@code runbook.yaml}, with {@code /} between folders
 * @param line the line of the block, from 1
 * @param digest {@code sha256:} and 64 hexadecimal digits over the text of the block; another text is another transaction
 */
public record Origin(String runbook, String file, int line, String digest) {}
