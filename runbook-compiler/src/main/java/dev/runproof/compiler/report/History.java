package dev.runproof.compiler.report;

import dev.runproof.compiler.git.ChangeDates;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * When files were changed. Immutable.
 *
 * @param known whether it is known
 * @param byFile the days of each file that is committed, by its name in findings
 */
public record History(Known known, Map<String, ChangeDates.Days> byFile) {

    /** Takes the map as it is now. */
    public History {
        byFile = Map.copyOf(byFile);
    }

    /** It is not known. */
    public static History unknown(String why) {
        return new History(Known.not(why), Map.of());
    }

    Optional<LocalDate> changed(String file) {
        return Optional.ofNullable(byFile.get(file)).map(ChangeDates.Days::last);
    }

    Optional<LocalDate> began(String file) {
        return Optional.ofNullable(byFile.get(file)).map(ChangeDates.Days::first);
    }
}
