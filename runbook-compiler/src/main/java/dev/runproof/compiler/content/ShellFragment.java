package dev.runproof.compiler.content;

import dev.runproof.compiler.shell.ShellScript;
import dev.runproof.compiler.shell.SyntaxError;
import dev.runproof.compiler.source.Span;
import java.util.Optional;

/**
 * Commands of a block: all of it, or in a recorded session those behind one prompt.
 *
 * @param block the block
 * @param start the offset in the block at which they begin
 * @param script their syntax
 * @param error why no shell can read them, unless that is in doubt
 */
record ShellFragment(BlockText block, int start, ShellScript script, Optional<SyntaxError> error) {

    /** A part of the commands as a part of the file. */
    Span span(int from, int to) {
        return block.span(start + from, start + to);
    }
}
