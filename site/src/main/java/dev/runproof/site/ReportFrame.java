package dev.runproof.site;

import dev.runproof.compiler.exercise.Objective;
import dev.runproof.compiler.exercise.Result;
import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.report.Report.ExerciseDue;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What stands around the content of each page of a report. Public for the templates alone.
 *
 * @param report the report
 * @param root the way from the page to the root of the report; empty at the root
 * @param title the title of the page
 */
public record ReportFrame(Report report, String root, String title) {

    /** A style of its own, and nothing else: there is no script. */
    public String policy() {
        return "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    /** What stands in the title of the window. */
    public String heading() {
        return title + " · " + report.title();
    }

    /** A day, or a word where there is none. */
    public static String or(Optional<?> value, String word) {
        return value.map(Object::toString).orElse(word);
    }

    /** A number, or nothing. */
    public static String number(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "–";
    }

    /** The class by which the worth of a validation stands out. */
    public static String weight(String state) {
        return switch (state) {
            case "too old", "never validated", "overdue" -> "worst";
            case "changed since", "due this quarter" -> "bad";
            default -> "good";
        };
    }

    /** What came of an objective the last time; empty if it was never tried. */
    public String lastTime(ExerciseDue exercise, Objective objective) {
        return exercise.exercise().sessions().stream()
                .filter(session -> !session.day().value().isAfter(report.asOf()))
                .flatMap(session -> session.results().stream())
                .filter(result -> result.objective().equals(objective))
                .reduce((first, later) -> later)
                .map(Result::text)
                .orElse("");
    }
}
