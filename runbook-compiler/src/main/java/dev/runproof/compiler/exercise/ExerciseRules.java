package dev.runproof.compiler.exercise;

import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** What can be wrong with exercises. */
public final class ExerciseRules {

    /** Two exercises have one name. */
    static final Rule DUPLICATE_EXERCISE = Rule.error("duplicate-exercise");

    /** An exercise was not held for more than 180 days: an error in a scheduled run, else a warning. */
    static final Rule EXERCISE_LAPSED = Rule.error("exercise-lapsed");

    /** An exercise is due by its own schedule. */
    static final Rule EXERCISE_OVERDUE = Rule.warning("exercise-overdue");

    /** An exercise names a runbook that there is not. */
    static final Rule EXERCISE_WITHOUT_RUNBOOK = Rule.error("exercise-without-runbook");

    /** A record is of a day on which the exercise cannot have been held. */
    static final Rule IMPOSSIBLE_RECORD = Rule.error("impossible-record");

    /** A file with an exercise is not of its form, or a record does not speak of its objectives. */
    static final Rule INVALID_EXERCISE = Rule.unread("invalid-exercise");

    /** No exercise is for a runbook. */
    static final Rule RUNBOOK_NOT_EXERCISED = Rule.warning("runbook-not-exercised");

    private ExerciseRules() {}

    /** All of them, by id. */
    public static List<Rule> all() {
        return List.of(
                DUPLICATE_EXERCISE,
                EXERCISE_LAPSED,
                EXERCISE_OVERDUE,
                EXERCISE_WITHOUT_RUNBOOK,
                IMPOSSIBLE_RECORD,
                INVALID_EXERCISE,
                RUNBOOK_NOT_EXERCISED);
    }
}
