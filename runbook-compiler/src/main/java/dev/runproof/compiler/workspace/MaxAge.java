package dev.runproof.compiler.workspace;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How old the validation of a runbook may be, in days.
 *
 * @param days for runbooks whose alerts have none of the severities below
 * @param bySeverity for runbooks with an alert of a severity
 */
public record MaxAge(int days, Map<String, Integer> bySeverity) {

    /** Half a year. */
    public static final MaxAge DEFAULT = new MaxAge(180, Map.of());

    /** Takes the map as it is now. */
    public MaxAge {
        bySeverity = Map.copyOf(bySeverity);
    }

    /**
     * The limit of a runbook.
     *
     * @param severities the severities of its alerts
     * @return days; the fewest of those that concern it
     */
    public int of(Collection<String> severities) {
        OptionalInt least = severities.stream()
                .filter(bySeverity::containsKey)
                .mapToInt(bySeverity::get)
                .min();
        return least.orElse(days);
    }
}
