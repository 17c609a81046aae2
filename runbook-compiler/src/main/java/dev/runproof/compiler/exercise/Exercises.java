package dev.runproof.compiler.exercise;

import java.util.List;

/**
 * The exercises of a project.
 *
 * @param exercises those that could be read, by file
 * @param allRead whether nothing was wrong with a file of theirs or of a runbook, so that what is not here is nowhere
 */
public record Exercises(List<Exercise> exercises, boolean allRead) {

    /** Takes the list as it is now. */
    public Exercises {
        exercises = List.copyOf(exercises);
    }
}
