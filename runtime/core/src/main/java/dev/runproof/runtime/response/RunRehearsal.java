package dev.runproof.runtime.response;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseResult.StepResult;
import dev.runproof.runtime.response.ResponseRun.Looked;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.InvalidValueException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run in audit mode: each step is rehearsed, nothing is held, and no record is written. Used once, by one thread. */
final class RunRehearsal {

    private final Work work;
    private final Inputs inputs;
    private final Map<String, Looked> lookups;
    private final Incident incident;
    private final Set<ContainmentTarget> foreseen = new HashSet<>();

    RunRehearsal(Work work, Inputs inputs, Map<String, Looked> lookups, Incident incident) {
        this.work = work;
        this.inputs = inputs;
        this.lookups = lookups;
        this.incident = incident;
    }

    ResponseResult run() {
        var steps = new ArrayList<StepResult>();
        var waiting = inputs.response().trigger().grace();
        var refusals = new ArrayList<String>();
        boolean failed = false;
        for (Step step : inputs.response().steps()) {
            if (work.turn().isCancelled()) {
                refusals.add("it was cancelled");
                break;
            }
            StepResult result = rehearse(step);
            boolean waits =
                    waiting.filter(grace -> grace.atOnce() == steps.size()).isPresent();
            steps.add(waits ? noting(result, ofGrace(waiting.get())) : result);
            failed |= result.reached().equals(Outcome.FAILED.name());
            if (!result.reached().equals(Outcome.AUDITED.name()) && !isSkipped(result)) {
                refusals.add(step.name() + ": " + result.note());
            }
        }
        if (refusals.isEmpty() && steps.stream().allMatch(RunRehearsal::isSkipped)) {
            refusals.add("none of its steps would be done");
        }
        return new ResponseResult(
                refusals.isEmpty() ? RunOutcome.AUDITED : failed ? RunOutcome.FAILED : RunOutcome.REFUSED,
                Optional.empty(),
                steps,
                refusals.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", refusals)),
                work.taken(),
                List.of());
    }

    /** What a real run would wait for before the first step that changes something, and how that would end now. */
    private String ofGrace(Trigger.Grace grace) {
        Signals.Seen seen = new Signals(inputs.response(), inputs.texts()).look(work.turn());
        String now = seen instanceof Signals.Seen.Gone gone
                ? "now it would be stood down: " + gone.reason()
                : seen instanceof Signals.Seen.Unknown unknown
                        ? (grace.ifUnknown() == Trigger.Grace.IfUnknown.ABORT
                                        ? "now it would be stood down, as nobody knows: "
                                        : "now it would go on, though nobody knows: ")
                                + unknown.reason()
                        : "now they are";
        return "a real run would wait for " + grace.pause().toSeconds()
                + " s first, and look whether its signals are still there: " + now;
    }

    private static StepResult noting(StepResult result, String note) {
        String notes = result.note().isEmpty() ? note : result.note() + "; " + note;
        return new StepResult(result.name(), result.transaction(), result.reached(), result.containment(), notes);
    }

    private static boolean isSkipped(StepResult result) {
        return result.reached().equals(StepState.SKIPPED.name());
    }

    private StepResult rehearse(Step step) {
        for (Check check : step.onlyIf()) {
            CheckResult seen = look(check, step);
            if (seen instanceof CheckResult.Failed no) {
                return result(step, StepState.SKIPPED.name(), check.name() + ": " + no.reason());
            }
            if (seen instanceof CheckResult.Undetermined unknown) {
                return result(step, Outcome.REFUSED.name(), check.name() + " could not find out: " + unknown.reason());
            }
        }
        Optional<String> problem = Inputs.problem(step, lookups);
        if (problem.isPresent()) {
            return result(step, Outcome.REFUSED.name(), problem.get());
        }
        TransactionResult seen;
        try {
            var texts = InputTexts.of(inputs.of(step, lookups));
            seen = work.engine().rehearse(step.transaction(), texts, incident, foreseen);
            if (seen.outcome() == Outcome.AUDITED) {
                foreseen.add(target(step.transaction(), texts));
            }
        } catch (InvalidInputException | InvalidValueException e) {
            return result(step, Outcome.REFUSED.name(), String.valueOf(e.getMessage()));
        }
        var notes = new ArrayList<String>();
        seen.reason().ifPresent(notes::add);
        notes.addAll(seen.notes());
        step.approval().ifPresent(approval -> notes.add("a real run would ask " + approval.by() + " first"));
        String reached = seen.outcome() == Outcome.NOT_NEEDED
                ? StepState.SKIPPED.name()
                : seen.outcome().name();
        return result(step, reached, String.join("; ", notes));
    }

    private static <I extends Record> ContainmentTarget target(SafetyTransaction<I> transaction, InputTexts texts) {
        return transaction.action(transaction.read(texts)).target();
    }

    private CheckResult look(Check check, Step step) {
        try {
            return work.turn()
                    .look(
                            check,
                            inputs.response().subject().orElseThrow().of(InputTexts.of(inputs.texts())),
                            incident,
                            work.now().plus(step.transaction().maxDuration()),
                            foreseen);
        } catch (InvalidInputException | InvalidValueException e) {
            return new CheckResult.Undetermined(String.valueOf(e.getMessage()));
        }
    }

    private static StepResult result(Step step, String reached, String note) {
        return new StepResult(step.name(), step.transaction().name(), reached, "", note);
    }
}
