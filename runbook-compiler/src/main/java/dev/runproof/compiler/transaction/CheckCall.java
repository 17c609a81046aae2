package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.CheckEntry;
import java.util.List;

/**
 * A check with its arguments.
 *
 * @param entry the check
 * @param arguments one for each parameter, in their order
 */
public record CheckCall(CheckEntry entry, List<Argument> arguments) {

    /** Takes the arguments as they are now. */
    public CheckCall {
        arguments = List.copyOf(arguments);
    }
}
