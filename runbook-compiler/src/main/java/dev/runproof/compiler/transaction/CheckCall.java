package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.source.Span;
import java.util.List;

/**
 * A check with its arguments.
 *
 * @param entry the check
 * @param arguments one for each parameter, in their order
 * @param span where its name stands
 */
public record CheckCall(CheckEntry entry, List<Argument> arguments, Span span) {

    /** Takes the arguments as they are now. */
    public CheckCall {
        arguments = List.copyOf(arguments);
    }
}
