package dev.runproof.compiler.transaction;

import dev.runproof.compiler.source.Sha256;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.Optional;

/**
 * A block of a runbook in which somebody wrote a transaction or a response.
 *
 * @param runbook the slug of the runbook
 * @param file the runbook's file relative to the folder of {@code runbook.yaml}
 * @param heading the heading below which it stands; may be empty
 * @param fence the line that opens the block
 * @param text what stands in the block, lines ended by LF
 * @param content the same as a tree; empty if it is not YAML, which is then already found, or nothing at all
 */
public record TransactionBlock(
        String runbook, String file, String heading, Span fence, String text, Optional<YamlNode> content) {

    /** The line of the fence, from 1. */
    public int line() {
        return fence.from().line();
    }

    /** Whether nothing but comments stands in it. */
    public boolean isEmpty() {
        return text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
    }

    /** {@code sha256:} and 64 hexadecimal digits over the text in UTF-8. */
    public String digest() {
        return "sha256:" + Sha256.of(text);
    }
}
