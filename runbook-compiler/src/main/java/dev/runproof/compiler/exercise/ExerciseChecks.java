package dev.runproof.compiler.exercise;

import static dev.runproof.compiler.exercise.ExerciseRules.DUPLICATE_EXERCISE;
import static dev.runproof.compiler.exercise.ExerciseRules.EXERCISE_LAPSED;
import static dev.runproof.compiler.exercise.ExerciseRules.EXERCISE_OVERDUE;
import static dev.runproof.compiler.exercise.ExerciseRules.EXERCISE_WITHOUT_RUNBOOK;
import static dev.runproof.compiler.exercise.ExerciseRules.IMPOSSIBLE_RECORD;
import static dev.runproof.compiler.exercise.ExerciseRules.RUNBOOK_NOT_EXERCISED;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds exercises against each other, the calendar and the runbooks. */
public final class ExerciseChecks {

    /** Half a year, as for the validation of runbooks; no exercise may be planned more seldom. */
    private static final int LONGEST = 180;

    private final LocalDate asOf;
    private final boolean scheduled;
    private final Findings findings;

    /**
     * Prepares.
     *
     * @param asOf the day that counts as today
     * @param scheduled whether it runs by the clock and not for a change, so that what has lapsed is an error
     * @param findings takes what is wrong
     */
    public ExerciseChecks(LocalDate asOf, boolean scheduled, Findings findings) {
        this.asOf = asOf;
        this.scheduled = scheduled;
        this.findings = findings;
    }

    /**
     * Checks.
     *
     * @param all the exercises
     * @param runbooks the runbooks
     */
    public void run(Exercises all, List<Runbook> runbooks) {
        List<Exercise> exercises = all.exercises();
        names(exercises);
        exercises.forEach(this::records);
        exercises.forEach(this::due);
        if (all.allRead()) {
            Set<String> slugs =
                    runbooks.stream().map(runbook -> runbook.slug().value()).collect(Collectors.toSet());
            var exercised = new HashSet<String>();
            for (Exercise exercise : exercises) {
                exercise.runbooks().forEach(slug -> exercised.add(slug.value()));
                exercise.runbooks().stream()
                        .filter(slug -> !slugs.contains(slug.value()))
                        .forEach(slug -> unknown(exercise, slug, slugs));
            }
            runbooks.stream()
                    .filter(runbook -> !exercised.contains(runbook.slug().value()))
                    .forEach(this::notExercised);
        }
    }

    private void names(List<Exercise> exercises) {
        Map<String, Exercise> first = new HashMap<>();
        for (Exercise exercise : exercises) {
            Exercise other = first.putIfAbsent(exercise.name().value(), exercise);
            if (other != null) {
                findings.add(
                        DUPLICATE_EXERCISE,
                        exercise.name().span(),
                        "there is an exercise " + exercise.name().value() + " in "
                                + other.file().path() + " already",
                        "give one of the two another name");
            }
        }
    }

    private void records(Exercise exercise) {
        LocalDate before = exercise.since().value();
        for (Located<LocalDate> held : exercise.held()) {
            LocalDate day = held.value();
            if (day.isAfter(asOf)) {
                impossible(held, "is of a day that is still to come", "write the day on which it was held");
            } else if (day.isBefore(exercise.since().value())) {
                impossible(
                        held,
                        "is of a day before " + exercise.since().value() + ", when the schedule began",
                        "mend the day, or since:");
            } else if (day.isBefore(before)) {
                impossible(held, "is of a day before that of the record above it", "put the records in order");
            }
            before = day.isAfter(before) ? day : before;
        }
    }

    private void impossible(Located<LocalDate> held, String why, String help) {
        findings.add(IMPOSSIBLE_RECORD, held.span(), "the record of " + held.value() + " " + why, help);
    }

    private void due(Exercise exercise) {
        LocalDate last = exercise.last(asOf);
        long days = ChronoUnit.DAYS.between(last, asOf);
        String since = exercise.held().isEmpty()
                ? "was never held since its schedule began on " + last
                : "was last held on " + last;
        if (days > LONGEST) {
            findings.add(new Finding(
                    EXERCISE_LAPSED,
                    scheduled ? Severity.ERROR : Severity.WARNING,
                    exercise.name().span(),
                    "the exercise " + exercise.name().value() + " " + since + ", more than " + LONGEST + " days ago",
                    "hold it, and add a record"));
        } else if (days > exercise.every()) {
            findings.add(
                    EXERCISE_OVERDUE,
                    exercise.name().span(),
                    "the exercise " + exercise.name().value() + " " + since + " and was due on "
                            + last.plusDays(exercise.every()),
                    "hold it, and add a record");
        }
    }

    private void unknown(Exercise exercise, Located<String> slug, Set<String> slugs) {
        findings.add(
                EXERCISE_WITHOUT_RUNBOOK,
                slug.span(),
                "the exercise " + exercise.name().value() + " names a runbook that does not exist: there is no "
                        + slug.value(),
                Suggestion.nearest(slug.value(), slugs)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("name the slug of a runbook, or remove it"));
    }

    private void notExercised(Runbook runbook) {
        findings.add(
                RUNBOOK_NOT_EXERCISED,
                runbook.title().span(),
                "no exercise is for this runbook",
                "name its slug " + runbook.slug().value() + " under runbooks: of an exercise, or write one for it");
    }
}
