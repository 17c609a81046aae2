package dev.runproof.executor;

import dev.runproof.executor.Console.Style;
import dev.runproof.runtime.response.ResponseResult.StepResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs of responses as people read them. */
final class RunText {

    private static final String INDENT = "  ";

    private final Console console;

    RunText(Console console) {
        this.console = console;
    }

    static Style style(StepState state) {
        return switch (state) {
            case CONTAINED, UNDONE -> Style.GOOD;
            case FAILED, DENIED, UNDOING -> Style.WARNING;
            case LEFT -> Style.BAD;
            case PENDING, WAITING, SKIPPED, BEGUN -> Style.STRONG;
        };
    }

    static Style style(RunOutcome outcome) {
        return switch (outcome) {
            case DONE, AUDITED, NOT_NEEDED -> Style.GOOD;
            case WAITING, STOPPED -> Style.WARNING;
            case REFUSED, CONFLICT, FAILED, MANUAL_INTERVENTION -> Style.BAD;
        };
    }

    /** One line each; nothing if there is none. */
    void list(List<Responses.Listed> runs) {
        if (runs.isEmpty()) {
            return;
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("RUN", "STATE", "RESPONSE", "STEPS", "DUE", "INCIDENT"));
        for (Responses.Listed listed : runs) {
            rows.add(listed.run()
                    .map(run -> row(listed.name(), run))
                    .orElseGet(() -> List.of(listed.name(), "UNREADABLE", "", "", "", listed.problem())));
        }
        Table.print(console, "", rows);
    }

    private static List<String> row(String name, ResponseRun run) {
        return List.of(
                name,
                run.state().name(),
                run.request().response(),
                run.steps().stream()
                        .map(step -> step.name() + " " + step.state())
                        .collect(Collectors.joining(", ")),
                run.progress().next().map(due -> due.at().toString()).orElse(""),
                run.request().incident().id());
    }

    /** What each step has come to. */
    void steps(List<StepResult> steps) {
        var rows = steps.stream()
                .map(step -> List.of(step.name(), step.reached(), step.containment(), step.note()))
                .toList();
        if (!rows.isEmpty()) {
            Table.print(console, INDENT, rows);
        }
    }

    /** All about one. */
    void show(String name, ResponseRun run) {
        var request = run.request();
        var progress = run.progress();
        console.line(console.styled(Style.STRONG, Printable.of(name)) + " of response "
                + Printable.of(request.response()) + ": " + run.state());
        field("why", progress.reason());
        field("incident", request.incident().id());
        field("runbook", request.runbook() + ", " + request.digest());
        field("inputs", request.inputsLine());
        request.lookups()
                .forEach((lookup, looked) -> field(
                        "looked up",
                        lookup + (looked.problem().isEmpty() ? " = " + looked.text() : ": " + looked.problem())));
        progress.next().ifPresent(due -> field("due", due.what() + " at " + due.at()));
        run.grace()
                .ifPresent(grace -> field(
                        "grace",
                        "until " + grace.until()
                                + grace.end()
                                        .map(end -> "; " + end.verdict() + " by " + end.by() + " at " + end.at()
                                                + (end.note().isEmpty() ? "" : ": " + end.note()))
                                        .orElse("")));
        run.heldUntil().ifPresent(until -> field("holder", progress.holder() + " until " + until));
        field("epoch", Long.toString(progress.epoch()));
        for (StepRun step : run.steps()) {
            field(
                    "step",
                    step.name() + " " + step.state() + (step.containment().isEmpty() ? "" : " " + step.containment())
                            + (step.note().isEmpty() ? "" : ": " + step.note()));
            step.approval()
                    .ifPresent(approval -> field(
                            "",
                            "by " + approval.by() + " within " + Durations.text(approval.within()) + ", else "
                                    + approval.otherwise().name().toLowerCase(Locale.ROOT)));
        }
        run.decisions()
                .forEach((step, decision) -> field(
                        "decision", step + " " + decision.verdict() + " by " + decision.by() + " at " + decision.at()));
        var rows = run.history().stream()
                .map(entry -> List.of(
                        entry.at().toString(),
                        entry.state().name(),
                        entry.reached()
                                .map(reached -> entry.step() + " " + reached)
                                .orElse(""),
                        entry.by(),
                        entry.note()))
                .toList();
        if (!rows.isEmpty()) {
            console.line("");
            Table.print(console, INDENT, rows);
        }
    }

    private void field(String label, String text) {
        if (!text.isEmpty()) {
            console.line(INDENT + String.format(Locale.ROOT, "%-13s", label) + Printable.of(text));
        }
    }
}
