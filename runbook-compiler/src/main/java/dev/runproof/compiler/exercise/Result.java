package dev.runproof.compiler.exercise;

import java.util.OptionalInt;

/**
 * What came of an objective.
 *
 * @param objective the objective
 * @param met whether it was met
 * @param minutes how long it took; empty where there is no limit, and where it was never reached
 */
public record Result(Objective objective, boolean met, OptionalInt minutes) {

    /** By how many minutes it was later than its limit; negative if it was earlier. Empty where no time was taken. */
    public OptionalInt late() {
        return minutes.isPresent() && objective.within().isPresent()
                ? OptionalInt.of(minutes.getAsInt() - objective.within().getAsInt())
                : OptionalInt.empty();
    }

    /** For people, such as {@code met in 12 of 15 minutes} or {@code missed by 11 of 30 minutes}. */
    public String text() {
        OptionalInt late = late();
        if (late.isEmpty()) {
            return met ? "met" : "missed";
        }
        int limit = objective.within().getAsInt();
        return met
                ? "met in " + minutes.getAsInt() + " of " + minutes(limit)
                : "missed: " + minutes(minutes.getAsInt()) + " in place of " + limit + ", " + late.getAsInt()
                        + " too many";
    }

    private static String minutes(int count) {
        return count + (count == 1 ? " minute" : " minutes");
    }
}
