package dev.runproof.compiler.index;

import java.util.List;

/**
 * An action.
 *
 * @param name the name in a runbook
 * @param javaClass the record that it is
 * @param documentation what it does
 * @param parameters its parameters, in the order of the record's components
 * @param target the name of the parameter that is the target
 * @param inverse what undoing does, as a sentence for people
 * @param audit how audit mode finds out what it would do
 * @param permissions what it needs to be allowed
 * @param demands what it asks of a transaction
 */
public record ActionEntry(
        String name,
        JavaClass javaClass,
        Documentation documentation,
        List<Parameter> parameters,
        String target,
        String inverse,
        Audit audit,
        List<Permission> permissions,
        Demands demands)
        implements IndexEntry {

    /** Takes the lists as they are now. */
    public ActionEntry {
        parameters = List.copyOf(parameters);
        permissions = List.copyOf(permissions);
    }

    /** How audit mode finds out what an action would do without doing it. */
    public enum Audit {
        /** The API server is asked with {@code dryRun=All}. */
        SERVER_DRY_RUN,
        /** There is no dry run; the effect is described only. */
        DESCRIPTION_ONLY
    }
}
