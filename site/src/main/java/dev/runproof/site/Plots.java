package dev.runproof.site;

import dev.runproof.compiler.exercise.Result;
import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.report.RunbookAge;
import dev.runproof.site.Plot.Meaning;
import dev.runproof.site.Plot.Piece;
import dev.runproof.site.Plot.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The plots of a report. */
final class Plots {

    private static final List<Meaning> STATES = List.of(
            new Meaning("good", "valid"),
            new Meaning("bad", "changed since"),
            new Meaning("worst", "too old or never validated"));
    private static final List<Meaning> TREND = List.of(
            new Meaning("good", "valid"), new Meaning("bad", "too old"), new Meaning("worst", "never validated"));
    private static final List<Meaning> TIMES = List.of(
            new Meaning("good", "in time"), new Meaning("worst", "too late"), new Meaning("limit", "the limit"));

    private static final long[] BOUNDS = {30, 90, 180, 365, Long.MAX_VALUE};
    private static final int MOST_TIMES = 40;

    private Plots() {}

    /** How old validations are. */
    static Plot ages(Report report) {
        var rows = new ArrayList<Row>();
        long from = 0;
        for (long bound : BOUNDS) {
            long low = from;
            String name = bound == Long.MAX_VALUE ? "more than " + (low - 1) + " days" : low + " to " + bound + " days";
            rows.add(row(
                    name,
                    report.runbooks().stream()
                            .filter(runbook -> isIn(runbook.age(), low, bound))
                            .toList()));
            from = bound == Long.MAX_VALUE ? bound : bound + 1;
        }
        rows.add(row(
                "never",
                report.runbooks().stream()
                        .filter(runbook -> runbook.age().isEmpty())
                        .toList()));
        return Plot.of("How old validations are", rows, STATES);
    }

    private static boolean isIn(OptionalLong age, long low, long high) {
        return age.isPresent() && Math.max(0, age.getAsLong()) >= low && age.getAsLong() <= high;
    }

    private static Row row(String name, List<RunbookAge> runbooks) {
        return new Row(
                name,
                List.of(
                        new Piece("good", count(runbooks, "good")),
                        new Piece("bad", count(runbooks, "bad")),
                        new Piece("worst", count(runbooks, "worst"))),
                -1,
                runbooks.size() + (runbooks.size() == 1 ? " runbook" : " runbooks"));
    }

    private static long count(List<RunbookAge> runbooks, String weight) {
        return runbooks.stream()
                .filter(runbook -> ReportFrame.weight(runbook.state()).equals(weight))
                .count();
    }

    /** How it was in earlier quarters. */
    static Plot trend(Report report) {
        return Plot.of(
                "How many validations counted, by quarter",
                report.trend().stream()
                        .map(point -> new Row(
                                point.day().toString(),
                                List.of(
                                        new Piece("good", point.valid()),
                                        new Piece("bad", point.old()),
                                        new Piece("worst", point.never())),
                                -1,
                                point.valid() + " of " + point.all()))
                        .toList(),
                TREND);
    }

    /** How long it took, against the limits; the newest sessions first. */
    static Plot times(Report report) {
        var rows = new ArrayList<Row>();
        report.exercises().stream()
                .flatMap(one -> one.exercise().sessions().stream()
                        .filter(session -> !session.day().value().isAfter(report.asOf()))
                        .flatMap(session -> session.results().stream()
                                .filter(result -> result.minutes().isPresent())
                                .map(result -> new Timed(session.day().value().toString(), one.name(), result))))
                .sorted((one, other) -> other.day().compareTo(one.day()))
                .limit(MOST_TIMES)
                .forEach(timed -> rows.add(timed.row()));
        return Plot.of("Times against limits, in minutes", rows, TIMES);
    }

    private record Timed(String day, String exercise, Result result) {

        private Row row() {
            int minutes = result.minutes().orElse(0);
            return new Row(
                    exercise + ", " + result.objective().name(),
                    List.of(new Piece(result.met() ? "good" : "worst", minutes)),
                    result.objective().within().orElse(-1),
                    minutes + " min, " + day.substring(0, day.length() - "-00".length()));
        }
    }
}
