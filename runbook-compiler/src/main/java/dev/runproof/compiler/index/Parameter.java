package dev.runproof.compiler.index;

import java.util.Optional;

/**
 * A parameter of an action or a check.
 *
 * @param name the name in a runbook, such as {@code if-unknown}
 * @param component the component of the record, such as {@code ifUnknown}
 * @param type the name of its value type, which is in the same index
 * @param documentation what it is, as plain text; may be empty
 * @param defaultText what it is given where it is left out, a text of its type; empty if it may not be
 * @param waits how many times its value, a duration, has to fit into {@code max-duration}; 0 if it has not
 */
public record Parameter(
        String name, String component, String type, String documentation, Optional<String> defaultText, int waits) {

    /** A parameter for which nothing waits. */
    public Parameter(String name, String component, String type, String documentation, Optional<String> defaultText) {
        this(name, component, type, documentation, defaultText, 0);
    }
}
