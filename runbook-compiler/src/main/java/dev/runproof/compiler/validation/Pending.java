package dev.runproof.compiler.validation;

import dev.runproof.compiler.model.Located;
import java.time.LocalDate;

/**
 * A change that could not be validated at once.
 *
 * @param since the day on which it was made
 * @param who who answers for it
 * @param why why it could not wait
 */
public record Pending(Located<LocalDate> since, String who, String why) {

    /** Two weeks. */
    public static final int LONGEST_DAYS = 14;

    /** Whether it still excuses the change. */
    public boolean holds(LocalDate began, LocalDate asOf) {
        return !asOf.isAfter(began.plusDays(LONGEST_DAYS));
    }
}
