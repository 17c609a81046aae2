package dev.runproof.compiler.exercise;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.time.LocalDate;
import java.util.List;

/**
 * An exercise.
 *
 * @param name its name
 * @param runbooks the slugs of the runbooks that it exercises
 * @param every after how many days it is due again
 * @param since the day on which its schedule began
 * @param held the days on which it was held, in the order in which they are written
 */
public record Exercise(
        Located<String> name,
        List<Located<String>> runbooks,
        int every,
        Located<LocalDate> since,
        List<Located<LocalDate>> held) {

    /** Takes the lists as they are now. */
    public Exercise {
        runbooks = List.copyOf(runbooks);
        held = List.copyOf(held);
    }

    /** Its file. */
    public SourceFile file() {
        return name.span().file();
    }

    /** The last day on which it was held up to a day, or else that on which its schedule began. */
    LocalDate last(LocalDate asOf) {
        return held.stream()
                .map(Located::value)
                .filter(day -> !day.isAfter(asOf))
                .max(LocalDate::compareTo)
                .orElse(since.value());
    }
}
