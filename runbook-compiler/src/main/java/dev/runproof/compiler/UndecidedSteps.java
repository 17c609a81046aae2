package dev.runproof.compiler;

import dev.runproof.compiler.Sources.Reading;
import dev.runproof.compiler.edit.StepEdits;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.response.Step.IfLaterFails;
import dev.runproof.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps that cut something off and do not say what becomes of that when a later one fails: they are to stay. */
final class UndecidedSteps {

    private final Reading read;

    UndecidedSteps(Reading read) {
        this.read = read;
    }

    /**
     * A runbook in which it is written.
     *
     * @param file its file
     * @param text its text then, in which nothing else is different
     * @param steps the names of the steps
     */
    record Decided(SourceFile file, String text, List<String> steps) {}

    /** What is to be written; a runbook in which it cannot be is left out. */
    List<Decided> decided() {
        var decided = new ArrayList<Decided>();
        for (Runbook runbook : read.runbooks()) {
            List<Response> own = read.automation().responses().stream()
                    .filter(response -> response.block().file().equals(runbook.location()))
                    .toList();
            List<Step> steps = own.stream()
                    .flatMap(response -> response.undecided().stream())
                    .toList();
            if (!steps.isEmpty()) {
                decided(runbook, own, steps).ifPresent(decided::add);
            }
        }
        return decided;
    }

    private Optional<Decided> decided(Runbook runbook, List<Response> own, List<Step> steps) {
        var edits = new StepEdits(runbook.file());
        if (!steps.stream().allMatch(step -> edits.keep(step.nameSpan()))) {
            return Optional.empty();
        }
        String text = edits.text();
        return again(runbook, text)
                .filter(shapes(own, steps)::equals)
                .map(same -> new Decided(
                        runbook.file(), text, steps.stream().map(Step::name).toList()));
    }

    /** What the responses of a runbook do once its text is another. */
    private Optional<List<List<Object>>> again(Runbook runbook, String text) {
        var findings = new Findings();
        Runbook now = new RunbookReader(read.configuration().slugFrom())
                .read(new SourceFile(runbook.file().path(), text), runbook.location(), runbook.path(), findings)
                .with(runbook.transactionFiles());
        Automation automation = Automation.of(List.of(now), read.index(), findings);
        return findings.tellOfUnread() ? Optional.empty() : Optional.of(shapes(automation.responses(), List.of()));
    }

    /** What tells responses apart but for the places where they stand, some of their steps being kept. */
    private static List<List<Object>> shapes(List<Response> responses, List<Step> kept) {
        return responses.stream()
                .flatMap(response -> response.steps().stream()
                        .<List<Object>>map(step -> List.of(
                                response.name(),
                                step.name(),
                                step.onlyIf().size(),
                                step.ifFails(),
                                kept.contains(step) ? Optional.of(IfLaterFails.KEEP) : step.ifLaterFails(),
                                step.approval().isPresent())))
                .toList();
    }
}
