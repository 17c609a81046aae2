package dev.runproof.compiler.incident;

import dev.runproof.compiler.exercise.Lesson;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * An incident.
 *
 * @param id how it is called where incidents are kept
 * @param day the day on which it began
 * @param summary what it was, in one line
 * @param owner who sees to its review
 * @param runbooks the slugs of the runbooks that were followed, or should have been
 * @param reviewed the day of the review; empty while there was none
 * @param lessons what the review showed to be wrong
 */
public record Incident(
        Located<String> id,
        Located<LocalDate> day,
        String summary,
        String owner,
        List<Located<String>> runbooks,
        Optional<Located<LocalDate>> reviewed,
        List<Lesson> lessons) {

    /** Takes the lists as they are now. */
    public Incident {
        runbooks = List.copyOf(runbooks);
        lessons = List.copyOf(lessons);
    }

    /** Its file. */
    public SourceFile file() {
        return id.span().file();
    }
}
