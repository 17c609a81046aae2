package dev.runproof.compiler.index;

/**
 * A parameter of an action or a check.
 *
 * @param name the name in a runbook, such as {@code if-unknown}
 * @param component the component of the record, such as {@code ifUnknown}
 * @param type the name of its value type, which is in the same index
 * @param documentation what it is, as plain text; may be empty
 */
public record Parameter(String name, String component, String type, String documentation) {}
