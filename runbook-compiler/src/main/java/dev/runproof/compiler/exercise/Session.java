package dev.runproof.compiler.exercise;

import dev.runproof.compiler.model.Located;
import java.time.LocalDate;
import java.util.List;

/**
 * A time that an exercise was held.
 *
 * @param day when
 * @param tookPart who took part
 * @param minutes how long it lasted
 * @param results what came of each objective
 * @param lessons what it showed to be wrong
 */
public record Session(
        Located<LocalDate> day, List<String> tookPart, int minutes, List<Result> results, List<Lesson> lessons) {

    /** Takes the lists as they are now. */
    public Session {
        tookPart = List.copyOf(tookPart);
        results = List.copyOf(results);
        lessons = List.copyOf(lessons);
    }
}
