package dev.runproof.compiler.report;

import dev.runproof.compiler.report.Report.ExerciseDue;
import dev.runproof.compiler.report.Report.Held;
import dev.runproof.compiler.report.Report.OpenFinding;
import dev.runproof.compiler.report.Report.OwnerCount;
import dev.runproof.compiler.report.Report.Proposal;
import dev.runproof.compiler.report.Report.TrendPoint;
import dev.runproof.compiler.report.Report.Unreviewed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The report as the text of an issue. GitHub takes 65,536 characters, so that long tables end early and say so. What stands in files is shown
 * as code: there nothing is markup, a link, or calls anybody.
 */
public final class ReportMarkdown {

    private static final int LONGEST = 60_000;
    private static final int LONGEST_TEXT = 160;
    private static final Pattern STEERING = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Cn}\u2028\u2029]");

    private final StringBuilder out = new StringBuilder();

    private ReportMarkdown() {}

    /** The text, ending with a line break. */
    public static String of(Report report) {
        var text = new ReportMarkdown();
        text.write(report);
        return text.out.toString();
    }

    private void write(Report report) {
        out.append("As of ")
                .append(report.asOf())
                .append(": ")
                .append(report.summary())
                .append(".\n");
        table(
                "Overdue and due exercises",
                List.of("Exercise", "Owner", "State", "Last held", "Due", "Days left"),
                report.exercises().stream()
                        .filter(one -> one.left() <= Report.QUARTER)
                        .toList(),
                ReportMarkdown::cells);
        table(
                "Proposed for the next quarter",
                List.of("Day", "Exercise", "Held by"),
                report.proposals(),
                ReportMarkdown::cells);
        table(
                "Incidents to review",
                List.of("Incident", "Began", "Days ago", "Owner", "What it was"),
                report.unreviewed(),
                ReportMarkdown::cells);
        table(
                "Found, and not yet changed",
                List.of("Where", "Day", "Found", "Who sees to it", "Runbooks", "Written in"),
                report.open(),
                ReportMarkdown::cells);
        table(
                "By owner",
                List.of(
                        "Owner",
                        "Runbooks",
                        "Valid",
                        "Changed since",
                        "Too old",
                        "Never",
                        "Exercises overdue",
                        "Open findings"),
                report.owners(),
                ReportMarkdown::cells);
        table(
                "Trend",
                List.of("Day", "Runbooks", "Valid", "Too old", "Never validated", "Median age in days"),
                report.trend(),
                ReportMarkdown::cells);
        table(
                "Held in the last " + Report.QUARTER + " days",
                List.of("Day", "Exercise", "Who took part", "Minutes", "Planned", "Results"),
                report.held(),
                ReportMarkdown::cells);
        table(
                "Runbooks",
                List.of(
                        "Runbook",
                        "Owner",
                        "State",
                        "Validated",
                        "Age",
                        "Left",
                        "Evidence",
                        "Exercised",
                        "Changed",
                        "Fired",
                        "Findings"),
                report.runbooks(),
                ReportMarkdown::cells);
        report.changes()
                .why()
                .ifPresent(why -> out.append("\nWhen files were changed is not known: ")
                        .append(code(why))
                        .append(".\n"));
        report.firings()
                .why()
                .ifPresent(why -> out.append("\nHow often alerts fired is not known: ")
                        .append(code(why))
                        .append(".\n"));
    }

    private <T> void table(String title, List<String> head, List<T> rows, Function<T, List<String>> cells) {
        out.append("\n## ").append(title).append("\n\n");
        if (rows.isEmpty()) {
            out.append("None.\n");
            return;
        }
        line(head);
        line(head.stream().map(name -> "---").toList());
        int shown = 0;
        for (T row : rows) {
            String text = cells.apply(row).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
            if (out.length() + text.length() > LONGEST) {
                out.append("\nand ").append(rows.size() - shown).append(" more\n");
                return;
            }
            out.append(text);
            shown++;
        }
    }

    private void line(List<String> cells) {
        out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static List<String> cells(ExerciseDue one) {
        return List.of(
                code(one.name()),
                code(one.exercise().owner()),
                one.isOverdue() ? "**overdue**" : one.state(),
                or(one.last(), "never"),
                one.due().toString(),
                String.valueOf(one.left()));
    }

    private static List<String> cells(Proposal one) {
        return List.of(one.day().toString(), code(one.exercise()), code(one.team()));
    }

    private static List<String> cells(Unreviewed one) {
        return List.of(
                code(one.incident().id().value()),
                one.incident().day().value().toString(),
                String.valueOf(one.age()),
                code(one.incident().owner()),
                code(one.incident().summary()));
    }

    private static List<String> cells(OpenFinding one) {
        return List.of(
                code(one.source()),
                one.day().toString(),
                code(one.found()),
                code(one.who()),
                one.runbooks().stream().map(ReportMarkdown::code).collect(Collectors.joining(" ")),
                code(one.place()));
    }

    private static List<String> cells(OwnerCount one) {
        return List.of(
                one.owner().map(ReportMarkdown::code).orElse("nobody"),
                String.valueOf(one.runbooks()),
                String.valueOf(one.valid()),
                String.valueOf(one.changed()),
                String.valueOf(one.old()),
                String.valueOf(one.never()),
                String.valueOf(one.overdue()),
                String.valueOf(one.open()));
    }

    private static List<String> cells(TrendPoint one) {
        return List.of(
                one.day().toString(),
                String.valueOf(one.all()),
                String.valueOf(one.valid()),
                String.valueOf(one.old()),
                String.valueOf(one.never()),
                number(one.median()));
    }

    private static List<String> cells(Held one) {
        return List.of(
                one.session().day().value().toString(),
                code(one.exercise().name().value()),
                one.session().tookPart().stream().map(ReportMarkdown::code).collect(Collectors.joining(" ")),
                String.valueOf(one.session().minutes()),
                String.valueOf(one.exercise().minutes()),
                one.session().results().stream()
                        .map(result -> code(result.objective().name()) + " " + result.text())
                        .collect(Collectors.joining("; ")));
    }

    private static List<String> cells(RunbookAge one) {
        return List.of(
                code(one.title()),
                one.owner().map(ReportMarkdown::code).orElse("nobody"),
                one.state(),
                or(one.validity().last(), "never"),
                number(one.age()),
                number(one.left()),
                one.validity().evidence().map(ReportMarkdown::code).orElse("none"),
                or(one.exercised(), "never"),
                or(one.changed(), "unknown"),
                number(one.fired()),
                one.errors() + " / " + one.warnings());
    }

    private static String or(Optional<?> value, String other) {
        return value.map(Object::toString).orElse(other);
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? String.valueOf(number.getAsLong()) : "-";
    }

    /** Neither a backtick nor a bar, which would end the code or the cell. */
    private static String code(String text) {
        String plain = STEERING.matcher(text)
                .replaceAll(" ")
                .replace('`', '\'')
                .replace('|', '\u00A6')
                .strip();
        int length = plain.codePointCount(0, plain.length());
        String shown = length <= LONGEST_TEXT
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_TEXT)) + "\u2026";
        return shown.isEmpty() ? "-" : "`" + shown + "`";
    }
}
