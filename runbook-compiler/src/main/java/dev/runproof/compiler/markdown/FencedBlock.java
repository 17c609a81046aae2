package dev.runproof.compiler.markdown;

import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;

/**
 * A fenced code block.
 *
 * @param info what stands behind the opening fence, such as {@code yaml transaction}
 * @param fence the opening fence with its info
 * @param content the lines between the fences
 */
public record FencedBlock(String info, Span fence, SourceSlice content) {}
