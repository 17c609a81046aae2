package dev.runproof.compiler.report;

import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.Session;
import dev.runproof.compiler.incident.Incident;
import dev.runproof.compiler.site.Validity;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What has become old, as of a day. The same files, day and answers give the same report. Immutable.
 *
 * @param title what the library of runbooks is called
 * @param asOf the day that counts as today
 * @param runbooks the runbooks, worst first
 * @param owners the same by owner, whoever has most to do first
 * @param trend how it was at the end of each of the last quarters, the oldest first, and how it is
 * @param exercises the exercises, overdue first
 * @param held the times that one was held in the last quarter, the newest first
 * @param proposals when, and by whom, they could be held in the next quarter
 * @param open what exercises and incidents showed and nobody has changed yet, the oldest first
 * @param unreviewed the incidents that were not reviewed yet, the oldest first
 * @param changes whether it is known when files were changed
 * @param firings whether it is known how often alerts fired
 */
public record Report(
        String title,
        LocalDate asOf,
        List<RunbookAge> runbooks,
        List<OwnerCount> owners,
        List<TrendPoint> trend,
        List<ExerciseDue> exercises,
        List<Held> held,
        List<Proposal> proposals,
        List<OpenFinding> open,
        List<Unreviewed> unreviewed,
        Known changes,
        Known firings) {

    /** The days of a quarter, as this report counts them. */
    public static final int QUARTER = 90;

    /**
     * What one owner has to do.
     *
     * @param owner who; empty for what nobody owns
     * @param runbooks how many runbooks they have
     * @param valid how many of them are valid
     * @param changed how many have changed since they were validated
     * @param old how many were validated too long ago
     * @param never how many were never validated
     * @param overdue how many exercises of theirs are overdue
     * @param open how many findings are open in which they are named as owner of the exercise or incident
     */
    public record OwnerCount(
            Optional<String> owner, int runbooks, int valid, int changed, int old, int never, int overdue, int open) {

        /** How much there is to do. */
        public int toDo() {
            return changed + old + never + overdue + open;
        }
    }

    /**
     * How it was on a day, by the records that there are now, for the runbooks that there are now.
     *
     * @param day the day
     * @param valid how many runbooks had a validation that counted
     * @param old how many had one that was too old
     * @param never how many had none
     * @param median the age in days in the middle of those that had one
     */
    public record TrendPoint(LocalDate day, int valid, int old, int never, OptionalLong median) {

        /** How many runbooks there were. */
        public int all() {
            return valid + old + never;
        }
    }

    /**
     * A page to which one can go.
     *
     * @param slug the runbook's slug
     * @param title its title; the slug if there is no such runbook
     * @param address the address of its page; empty if it is not known
     */
    public record RunbookLink(String slug, String title, Optional<String> address) {}

    /**
     * When an exercise is due.
     *
     * @param exercise the exercise
     * @param last the day on which it was held last
     * @param due the last day on which it is in time
     * @param left the days until then; negative if it is overdue
     * @param runbooks the runbooks that it exercises
     */
    public record ExerciseDue(
            Exercise exercise, Optional<LocalDate> last, LocalDate due, long left, List<RunbookLink> runbooks) {

        /** Takes the list as it is now. */
        public ExerciseDue {
            runbooks = List.copyOf(runbooks);
        }

        /** Its name. */
        public String name() {
            return exercise.name().value();
        }

        /** Whether it is overdue. */
        public boolean isOverdue() {
            return left < 0;
        }

        /** When it is due in a few words. */
        public String state() {
            return isOverdue() ? "overdue" : left <= QUARTER ? "due this quarter" : "later";
        }
    }

    /**
     * A time that an exercise was held.
     *
     * @param exercise the exercise
     * @param session that time
     */
    public record Held(Exercise exercise, Session session) {}

    /**
     * When an exercise could be held next.
     *
     * @param day the day
     * @param exercise its name
     * @param team who could hold it
     */
    public record Proposal(LocalDate day, String exercise, String team) {}

    /**
     * What was found and not yet changed.
     *
     * @param source where it was found, such as {@code exercise full-disk}
     * @param day on which day
     * @param owner who keeps the exercise, or sees to the review of the incident
     * @param runbooks the slugs of the runbooks that it is about
     * @param found what was found
     * @param who who sees to it
     * @param place where it is written
     */
    public record OpenFinding(
            String source, LocalDate day, String owner, List<String> runbooks, String found, String who, String place) {

        /** Takes the list as it is now. */
        public OpenFinding {
            runbooks = List.copyOf(runbooks);
        }
    }

    /**
     * An incident that was not reviewed yet.
     *
     * @param incident the incident
     * @param age the days since it began
     */
    public record Unreviewed(Incident incident, long age) {}

    /** Takes the lists as they are now. */
    public Report {
        runbooks = List.copyOf(runbooks);
        owners = List.copyOf(owners);
        trend = List.copyOf(trend);
        exercises = List.copyOf(exercises);
        held = List.copyOf(held);
        proposals = List.copyOf(proposals);
        open = List.copyOf(open);
        unreviewed = List.copyOf(unreviewed);
    }

    /** How it is: the last point of the trend. */
    public TrendPoint now() {
        return trend.get(trend.size() - 1);
    }

    /** The worst in one line. */
    public String summary() {
        long bad = runbooks.stream()
                .filter(runbook -> runbook.validity().state() != Validity.State.FRESH)
                .count();
        long overdue = exercises.stream().filter(ExerciseDue::isOverdue).count();
        return count(bad, "of " + count(runbooks.size(), "runbook") + " without a validation that counts", false) + ", "
                + count(overdue, "of " + count(exercises.size(), "exercise") + " overdue", false) + ", "
                + count(open.size(), "open finding") + ", "
                + count(unreviewed.size(), "incident") + " to review";
    }

    private static String count(long count, String what) {
        return count(count, what, count != 1);
    }

    private static String count(long count, String what, boolean many) {
        return count + " " + what + (many ? "s" : "");
    }
}
