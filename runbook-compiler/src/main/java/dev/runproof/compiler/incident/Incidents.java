package dev.runproof.compiler.incident;

import java.util.List;

/**
 * The incidents of a project.
 *
 * @param incidents those that could be read, by file
 * @param runbooksRead whether all runbooks could be read, so that what is not among them is nowhere
 */
public record Incidents(List<Incident> incidents, boolean runbooksRead) {

    /** Takes the list as it is now. */
    public Incidents {
        incidents = List.copyOf(incidents);
    }
}
