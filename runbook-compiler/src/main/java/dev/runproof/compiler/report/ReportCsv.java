package dev.runproof.compiler.report;

import dev.runproof.compiler.exercise.Result;
import dev.runproof.compiler.report.Report.ExerciseDue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables for spreadsheets, as RFC 4180 has them. A text that a spreadsheet would take for a formula begins with an apostrophe
 * (OWASP, "CSV Injection"); numbers and days are ours and stay as they are.
 */
public final class ReportCsv {

    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\p{Cntrl}]*[=+@\\-\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);
    private static final Pattern STEERING = Pattern.compile("[\\p{Cntrl}\\p{Cf}\u2028\u2029]+");

    private ReportCsv() {}

    /** The runbooks, a line each. */
    public static String runbooks(Report report) {
        Stream<List<String>> lines = report.runbooks().stream()
                .map(runbook -> List.of(
                        text(runbook.title()),
                        text(runbook.file()),
                        text(runbook.owner().orElse("")),
                        runbook.state(),
                        day(runbook.validity().last()),
                        number(runbook.age()),
                        number(runbook.left()),
                        text(runbook.validity().evidence().orElse("")),
                        day(runbook.exercised()),
                        day(runbook.changed()),
                        number(runbook.fired()),
                        String.valueOf(runbook.errors()),
                        String.valueOf(runbook.warnings()),
                        text(runbook.address().orElse(""))));
        return table(
                List.of(
                        "runbook",
                        "file",
                        "owner",
                        "state",
                        "last validated",
                        "age in days",
                        "days left",
                        "evidence",
                        "last exercised",
                        "last changed",
                        "fired in 90 days",
                        "errors",
                        "warnings",
                        "address"),
                lines);
    }

    /** The exercises, a line each. */
    public static String exercises(Report report) {
        Stream<List<String>> lines = report.exercises().stream()
                .map(one -> List.of(
                        text(one.name()),
                        text(one.exercise().owner()),
                        text(one.exercise().runbooks().stream()
                                .map(slug -> slug.value())
                                .collect(Collectors.joining(" "))),
                        one.state(),
                        day(one.last()),
                        one.due().toString(),
                        String.valueOf(one.left()),
                        text(results(one))));
        return table(
                List.of("exercise", "owner", "runbooks", "state", "last held", "due", "days left", "last results"),
                lines);
    }

    private static String results(ExerciseDue one) {
        return one.exercise().sessions().stream()
                .filter(session ->
                        one.last().filter(session.day().value()::equals).isPresent())
                .reduce((first, later) -> later)
                .map(session ->
                        session.results().stream().map(ReportCsv::result).collect(Collectors.joining("; ")))
                .orElse("");
    }

    private static String result(Result result) {
        return result.objective().name() + ": " + result.text();
    }

    private static String table(List<String> head, Stream<List<String>> lines) {
        return Stream.concat(Stream.of(head), lines)
                .map(cells -> cells.stream()
                                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                .collect(Collectors.joining(","))
                        + "\r\n")
                .collect(Collectors.joining());
    }

    private static String text(String text) {
        String plain = STEERING.matcher(text).replaceAll(" ");
        return FORMULA.matcher(plain).matches() ? "'" + plain : plain;
    }

    private static String day(Optional<?> day) {
        return day.map(Object::toString).orElse("");
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "";
    }
}
