package dev.runproof.compiler.index;

import java.util.List;

/**
 * What reading a class path gave.
 *
 * @param index the entries that are sound
 * @param problems what could not be used, in the order of the class path
 */
public record IndexReading(Index index, List<IndexProblem> problems) {

    /** Takes the problems as they are now. */
    public IndexReading {
        problems = List.copyOf(problems);
    }
}
