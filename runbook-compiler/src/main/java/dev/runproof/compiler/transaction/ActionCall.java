package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.ActionEntry;
import java.util.List;

/**
 * An action with its arguments.
 *
 * @param entry the action
 * @param arguments one for each parameter, in their order
 */
public record ActionCall(ActionEntry entry, List<Argument> arguments) {

    /** Takes the arguments as they are now. */
    public ActionCall {
        arguments = List.copyOf(arguments);
    }
}
