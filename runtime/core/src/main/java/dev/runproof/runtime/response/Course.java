package dev.runproof.runtime.response;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.LostRecordException;
import dev.runproof.runtime.engine.MalformedContainmentException;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseResult.Left;
import dev.runproof.runtime.response.ResponseResult.StepResult;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.Due;
import dev.runproof.runtime.response.ResponseRun.Progress;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes a run that this turn holds from where it is to its end, or to where it has to wait. Each step is durable before it
 * begins, and is found again by its claim. Used once, by one thread.
 */
final class Course {

    /** With what the note of a step begins whose effect nothing has shown to work. */
    static final String UNVERIFIED = "UNVERIFIED: ";

    /** What becomes of the run if this turn is cancelled between two steps. */
    enum OnCancel {
        /** It is stopped, as by a failure. */
        STOP,
        /** Another executor goes on with it. */
        HAND_OVER
    }

    private final Work work;
    private final Optional<Response> response;
    private final OnCancel onCancel;
    private final Map<String, Left> left = new LinkedHashMap<>();
    private StoredRun run;
    private boolean cancelled;
    private boolean wanted;

    /**
     * Takes a run.
     *
     * @param work what it works with
     * @param run the run, which this turn holds
     * @param response the response; empty if no such response is known here, so that the run cannot go on
     * @param onCancel what becomes of it if this turn is cancelled
     */
    Course(Work work, StoredRun run, Optional<Response> response, OnCancel onCancel) {
        this.work = work;
        this.run = run;
        this.response = response;
        this.onCancel = onCancel;
    }

    /** Goes on. What the cluster does not allow is in the result. */
    ResponseResult proceed() {
        return told(() -> {
            while (now().state() == RunState.RUNNING) {
                if (isCancelled()) {
                    if (onCancel == OnCancel.HAND_OVER) {
                        handOver();
                        return result(RunOutcome.NOT_NEEDED, "this executor ends; another goes on with it");
                    }
                    wanted = true;
                    stop("it was cancelled");
                    continue;
                }
                Optional<StepRun> next = now().first(step -> step.state().isUnfinished());
                if (next.isEmpty()) {
                    finish();
                } else if (waits(next.get())) {
                    inGrace(now().grace().orElseThrow());
                } else {
                    take(next.get());
                }
            }
            return undone();
        });
    }

    /** Stops the run, for something that is not a matter of its steps. */
    ResponseResult stopBecause(String reason) {
        return told(() -> {
            Optional<StepRun> begun = now().first(step -> step.state() == StepState.BEGUN);
            if (begun.isPresent()) {
                settle(begun.get(), reason, true);
            }
            if (now().state() == RunState.RUNNING) {
                stop(reason);
            }
            return undone();
        });
    }

    /** What waits for a person since an earlier attempt. */
    ResponseResult leftForAPerson() {
        try {
            return undone();
        } catch (ClusterException e) {
            return result(RunOutcome.FAILED, e.getMessage());
        }
    }

    /** What a piece of work on the run comes to. */
    private interface Going {
        ResponseResult on();
    }

    private ResponseResult told(Going going) {
        ResponseResult result;
        try {
            result = going.on();
        } catch (LostRecordException e) {
            result = result(RunOutcome.CONFLICT, e.getMessage() + "; this executor leaves it as it is");
        } catch (MalformedRunException e) {
            result = result(RunOutcome.CONFLICT, "run " + run.name() + " cannot be read: " + e.getMessage());
        } catch (ClusterException e) {
            result = result(
                    RunOutcome.FAILED,
                    e.getMessage() + "; another executor goes on with it from "
                            + now().heldUntil().map(Object::toString).orElse("now on"));
        }
        boolean person = switch (result.outcome()) {
            case FAILED, MANUAL_INTERVENTION -> true;
            case STOPPED -> !wanted;
            case DONE, AUDITED, WAITING, NOT_NEEDED, REFUSED, CONFLICT -> false;
        };
        work.tell(new ResponseEvent.Ended(work.now(), subject(), Mode.ENFORCE, result, person));
        return result;
    }

    private ResponseRun now() {
        return run.run();
    }

    private ResponseEvent.Subject subject() {
        return ResponseEvent.Subject.of(run.name(), now());
    }

    private boolean isCancelled() {
        cancelled |= work.turn().isCancelled();
        return cancelled;
    }

    private void take(StepRun step) {
        Optional<Step> known = response.flatMap(known(step));
        if (known.isEmpty()) {
            stop("response " + now().request().response() + " has no step " + step.name() + " here");
            return;
        }
        switch (step.state()) {
            case PENDING -> consider(step, known.get());
            case WAITING -> decide(step, known.get());
            default -> resume(step, known.get());
        }
    }

    /** Whether a step is not to begin yet, or never; what has begun comes to its end. */
    private boolean waits(StepRun step) {
        return step.state() != StepState.BEGUN
                && now().grace()
                        .filter(grace -> grace.isStoodDown() || grace.holdsBack(step.name()))
                        .isPresent();
    }

    /** Waits, or finds out what becomes of the run after that. What it has kept as evidence stays, however that ends. */
    private void inGrace(Grace grace) {
        if (grace.isStoodDown()) {
            wanted = true;
            end(
                    RunState.STOPPED,
                    "it was stood down by " + grace.end().orElseThrow().by());
            return;
        }
        Instant at = work.now();
        if (at.isBefore(grace.until())) {
            var due = new Due(Due.What.GRACE_ENDS, grace.until());
            Progress waiting = now().progress().in(RunState.WAITING).unheld().until(Optional.of(due));
            write(now().with(waiting, at, holder(), "nothing is changed until " + grace.until()));
            return;
        }
        if (response.isEmpty()) {
            stop("response " + now().request().response() + " is not known here");
            return;
        }
        Signals.Seen seen = new Signals(response.get(), now().request().inputs()).look(work.turn());
        if (isCancelled()) {
            // Whoever is told to end has not waited for an answer.
            return;
        }
        if (seen instanceof Signals.Seen.StillThere) {
            goesOn(grace, "its signals are still there");
        } else if (seen instanceof Signals.Seen.Gone gone) {
            standsDown(grace, Grace.Verdict.GONE, gone.reason());
        } else {
            String why = ((Signals.Seen.Unknown) seen).reason();
            if (proceedsUnknown()) {
                goesOn(
                        grace,
                        "it goes on, as it says, though nobody knows whether its signals are still there: " + why);
            } else {
                standsDown(grace, Grace.Verdict.UNKNOWN, "nobody knows whether its signals are still there: " + why);
            }
        }
    }

    private boolean proceedsUnknown() {
        return response.flatMap(known -> known.trigger().grace())
                .filter(grace -> grace.ifUnknown() == Trigger.Grace.IfUnknown.PROCEED)
                .isPresent();
    }

    private void goesOn(Grace grace, String note) {
        Instant at = work.now();
        Grace over = grace.ending(new Grace.End(Grace.Verdict.GOES_ON, holder(), at, note));
        write(now().with(over).with(now().progress().until(Optional.empty()), at, holder(), note));
    }

    private void standsDown(Grace grace, Grace.Verdict verdict, String why) {
        Instant at = work.now();
        Grace over = grace.ending(new Grace.End(verdict, holder(), at, why));
        writeToTheEnd(now().with(over).over(RunState.STOPPED, "it was stood down: " + why, at, holder()));
    }

    private static Function<Response, Optional<Step>> known(StepRun step) {
        return response -> response.steps().stream()
                .filter(one -> one.name().equals(step.name()))
                .findFirst();
    }

    /** Whether a step is to be done at all, and whether somebody has to agree first. */
    private void consider(StepRun step, Step known) {
        for (Check check : known.onlyIf()) {
            CheckResult seen = look(check, step);
            if (seen instanceof CheckResult.Failed failed) {
                reach(step.in(StepState.SKIPPED, check.name() + ": " + failed.reason()));
                return;
            }
            if (seen instanceof CheckResult.Undetermined undetermined) {
                fails(step.in(StepState.FAILED, check.name() + " could not find out: " + undetermined.reason()));
                return;
            }
        }
        Optional<String> problem = Inputs.problem(known, now().request().lookups());
        if (problem.isPresent()) {
            fails(step.in(StepState.FAILED, problem.get()));
            return;
        }
        Optional<Approval> approval = step.approval().or(() -> ofTheResponse(step));
        if (approval.isPresent()) {
            ask(step, approval.get());
        } else {
            begin(step, known);
        }
    }

    /** The approval of the response itself, until somebody has agreed to a step. */
    private Optional<Approval> ofTheResponse(StepRun step) {
        boolean agreed = now().steps().stream()
                .takeWhile(earlier -> !earlier.name().equals(step.name()))
                .flatMap(earlier -> Optional.ofNullable(now().decisions().get(earlier.name())).stream())
                .anyMatch(decision -> decision.verdict() == Decision.Verdict.APPROVED);
        return agreed ? Optional.empty() : response.flatMap(Response::approval);
    }

    private CheckResult look(Check check, StepRun step) {
        var request = now().request();
        Instant deadline = work.now().plus(timeOf(step));
        try {
            return response.flatMap(Response::subject)
                    .map(subject -> work.turn()
                            .look(
                                    check,
                                    subject.of(InputTexts.of(request.inputs())),
                                    request.incident(),
                                    deadline,
                                    Set.of()))
                    .orElseGet(() -> new CheckResult.Undetermined("there is nothing to look at"));
        } catch (InvalidInputException | InvalidValueException e) {
            return new CheckResult.Undetermined(String.valueOf(e.getMessage()));
        }
    }

    private void ask(StepRun step, Approval approval) {
        Instant asked = work.now();
        Instant until = asked.plus(approval.within());
        String note = approval.by() + " has until " + until + " to agree";
        ResponseRun waiting = now().with(step.asking(approval).in(StepState.WAITING, note), asked, holder());
        waiting = waiting.with(
                waiting.progress()
                        .in(RunState.WAITING)
                        .unheld()
                        .until(Optional.of(new Due(Due.What.APPROVAL_ENDS, until))),
                asked,
                holder(),
                "");
        write(waiting);
        tellStep(step.name());
        work.tell(new ResponseEvent.ApprovalWanted(asked, subject(), step.name(), approval, until));
    }

    /** What a person has decided, or that the time for it is over. */
    private void decide(StepRun step, Step known) {
        Optional<Decision> decision = Optional.ofNullable(now().decisions().get(step.name()));
        Approval approval = step.approval().orElseThrow();
        if (decision.isPresent()) {
            if (decision.get().verdict() == Decision.Verdict.APPROVED) {
                begin(step, known);
            } else {
                // Whoever denies a step without which it goes on has not stopped what comes after.
                wanted = step.ifFails() == IfFails.STOP;
                fails(step.in(StepState.DENIED, "denied by " + decision.get().by()));
            }
            return;
        }
        String nobody = "nobody of " + approval.by() + " has agreed within " + approval.within();
        StepRun denied = step.in(StepState.DENIED, nobody);
        if (approval.otherwise() == Otherwise.PAGE) {
            Instant at = work.now();
            writeToTheEnd(
                    now().with(denied, at, holder()).over(RunState.STOPPED, step.name() + ": " + nobody, at, holder()));
            tellStep(step.name());
        } else {
            fails(denied);
        }
    }

    private void begin(StepRun step, Step known) {
        InputTexts texts = texts(known);
        String containment;
        try {
            containment = work.engine().containmentOf(known.transaction(), texts);
        } catch (InvalidInputException | InvalidValueException e) {
            fails(step.in(StepState.FAILED, String.valueOf(e.getMessage())));
            return;
        }
        Instant at = work.now();
        Progress held = now().progress().heldBy(holder(), at.plus(timeOf(step))).until(Optional.empty());
        write(now().with(held).with(step.containing(containment).in(StepState.BEGUN, ""), at, holder()));
        tellStep(step.name());
        execute(step(step.name()), known.transaction(), texts);
    }

    private InputTexts texts(Step known) {
        var inputs = new Inputs(response.orElseThrow(), now().request().inputs());
        return InputTexts.of(inputs.of(known, now().request().lookups()));
    }

    private <I extends Record> void execute(StepRun step, SafetyTransaction<I> transaction, InputTexts texts) {
        var fenced = Fenced.of(transaction, work.store().refOf(run.name()), now().progress());
        TransactionResult result =
                work.engine().run(fenced, texts, Mode.ENFORCE, effect(step).claim());
        isCancelled();
        if (result.outcome() == Outcome.CONTAINED) {
            reach(step.in(StepState.CONTAINED, note(result.verification())));
        } else if (result.outcome() == Outcome.NOT_NEEDED) {
            reach(step.in(StepState.SKIPPED, result.reason().orElse("")));
        } else {
            settle(
                    step,
                    result.outcome() + result.reason().map(why -> ": " + why).orElse(""),
                    false);
        }
    }

    private static String note(Optional<Verification> verification) {
        return verification
                .filter(Verification.Unverified.class::isInstance)
                .map(seen -> UNVERIFIED + ((Verification.Unverified) seen).reason())
                .orElse("VERIFIED");
    }

    /** Goes on with a step that an executor that is gone has begun. */
    private void resume(StepRun step, Step known) {
        Optional<Containment> found;
        try {
            found = containment(step);
        } catch (MalformedContainmentException e) {
            unreadable(step, e);
            return;
        }
        boolean everClaimed = found.filter(effect(step)::isClaimedIn).isPresent();
        boolean underWay = found.map(Containment::state)
                .filter(state -> state == ContainmentState.INTENT || state == ContainmentState.APPLIED)
                .isPresent();
        if (!everClaimed || underWay) {
            execute(step, known.transaction(), texts(known));
        } else {
            settle(step, "the executor that had begun it was gone, and it was taken back", false);
        }
    }

    /**
     * Records what has become of a step that was begun, as its containment says.
     *
     * @param reason why nothing of it is there, if nothing is
     * @param finishing whether what somebody else has left half done is to be taken back
     */
    private void settle(StepRun step, String reason, boolean finishing) {
        Instant patientUntil = work.now().plus(timeOf(step).multipliedBy(2));
        boolean ending = finishing;
        while (true) {
            Optional<Containment> found;
            try {
                found = containment(step).filter(effect(step)::isClaimedIn);
            } catch (MalformedContainmentException e) {
                unreadable(step, e);
                return;
            }
            if (found.isEmpty() || found.get().state().ended()) {
                fails(step.in(StepState.FAILED, reason));
                return;
            }
            if (found.get().state() == ContainmentState.CONTAINED) {
                reach(step.in(StepState.CONTAINED, note(found.get().progress().verification())));
                return;
            }
            if (found.get().state() == ContainmentState.MANUAL_INTERVENTION) {
                left(step);
                fails(step.in(StepState.LEFT, reason));
                return;
            }
            if (work.now().isAfter(patientUntil)) {
                throw new ClusterException(
                        ClusterException.Reason.UNREACHABLE,
                        "what has become of step " + step.name() + " cannot be found out: containment "
                                + step.containment() + " is " + found.get().state());
            }
            if (ending || found.get().state() != ContainmentState.INTENT) {
                work.engine().recover(step.containment(), "run " + run.name());
            }
            ending = true;
            work.turn().waits(Work.LOOK);
        }
    }

    /** Somebody has written into the containment of a step, so that nobody but a person can tell what it is. */
    private void unreadable(StepRun step, MalformedContainmentException e) {
        fails(step.in(StepState.LEFT, "its containment cannot be read: " + e.getMessage()));
    }

    /** The effect of a step, as its containment says. */
    private StepEffect effect(StepRun step) {
        return new StepEffect(
                work, new Claim(run.name(), step.name()).of(now().request().incident()), step);
    }

    private Optional<Containment> containment(StepRun step) {
        return work.turn().ask(work.now().plus(timeOf(step)), effect(step)::containment);
    }

    private StepRun step(String name) {
        return now().step(name).orElseThrow();
    }

    /** A step has failed. That and what it means for the run is one write: whoever goes on must know both. */
    private void fails(StepRun step) {
        Instant at = work.now();
        ResponseRun failed = now().with(step, at, holder());
        boolean stops = step.ifFails() == IfFails.STOP || isCancelled();
        writeToTheEnd(stops ? stopped(failed, step.name() + ": " + step.note(), at) : failed);
        tellStep(step.name());
    }

    private void finish() {
        boolean inForce = now().steps().stream().anyMatch(step -> step.state() == StepState.CONTAINED);
        end(inForce ? RunState.DONE : RunState.STOPPED, inForce ? "" : nothingInForce());
    }

    /** Why a run that came to its end has contained nothing: a person is told, as nobody else will do anything. */
    private String nothingInForce() {
        return now().first(step -> step.state() != StepState.SKIPPED)
                .map(step -> "none of its steps is in force; " + step.name() + ": " + step.note())
                .orElse("none of its steps was to be done");
    }

    /** Stops, for something that is not a matter of a step. */
    private void stop(String reason) {
        Instant at = work.now();
        writeToTheEnd(stopped(now(), reason, at));
    }

    private ResponseRun stopped(ResponseRun before, String reason, Instant at) {
        Instant until = before.lastToUndo().map(step -> at.plus(timeOf(step))).orElse(at);
        return before.stopped(reason, at, holder(), until);
    }

    /** Takes back what is to be taken back, the last step first, if the run has been stopped. */
    private ResponseResult undone() {
        while (now().state() == RunState.UNDOING) {
            Optional<StepRun> last = now().steps().stream()
                    .filter(step -> step.state() == StepState.UNDOING)
                    .reduce((one, next) -> next);
            if (last.isEmpty()) {
                end(RunState.STOPPED, now().progress().reason());
            } else {
                undo(last.get());
            }
        }
        return switch (now().state()) {
            case RUNNING, UNDOING -> throw new IllegalStateException("a run that is not over");
            case WAITING -> result(RunOutcome.WAITING, now().waitsFor());
            case DONE -> result(RunOutcome.DONE, "");
            case STOPPED -> result(RunOutcome.STOPPED, now().progress().reason());
            case MANUAL_INTERVENTION -> {
                now().steps().stream()
                        .filter(step -> step.state() == StepState.LEFT)
                        .forEach(this::left);
                yield result(RunOutcome.MANUAL_INTERVENTION, now().progress().reason());
            }
        };
    }

    private void undo(StepRun step) {
        Duration time = timeOf(step);
        if (until().isBefore(work.now().plus(time.dividedBy(2)))) {
            // Each step has its own time, in which nobody takes the run from who is at it.
            Progress held = now().progress().heldBy(holder(), work.now().plus(time));
            writeToTheEnd(now().with(held));
        }
        Instant patientUntil = until().minus(time.dividedBy(4));
        reach(new Compensation(effect(step), run.name(), patientUntil).run());
    }

    /** How long a step may take, and may then take to be taken back. */
    private Duration timeOf(StepRun step) {
        return response.flatMap(known(step))
                .map(known -> known.transaction().maxDuration())
                .orElse(Work.UNKNOWN)
                .multipliedBy(2);
    }

    private void end(RunState state, String reason) {
        Instant at = work.now();
        writeToTheEnd(now().over(state, reason, at, holder()));
    }

    private void handOver() {
        writeToTheEnd(now().with(now().progress().unheld(), work.now(), holder(), "left to another executor"));
    }

    private void reach(StepRun step) {
        writeToTheEnd(now().with(step, work.now(), holder()));
        tellStep(step.name());
    }

    private String holder() {
        return work.turn().holder();
    }

    private void write(ResponseRun next) {
        noticing(next, record -> work.store().write(run.name(), Optional.of(run), record, until()));
    }

    /** For what has happened already, or has to happen: it is tried until the time of the holder is over. */
    private void writeToTheEnd(ResponseRun next) {
        noticing(next, record -> work.store().writeToTheEnd(run, record, until()));
    }

    /** Writes, also where somebody has stood the run down meanwhile, which is all that people write while it is held. */
    private void noticing(ResponseRun next, Function<ResponseRun, StoredRun> write) {
        try {
            recorded(write.apply(next));
        } catch (LostRecordException e) {
            Optional<StoredRun> stoodDown = work.turn()
                    .ask(until(), () -> work.store().read(run.name()))
                    .filter(fresh ->
                            fresh.run().grace().filter(Grace::isStoodDown).isPresent())
                    .filter(fresh -> now().grace().isPresent()
                            && fresh.run().with(now().grace().get()).equals(now()));
            if (stoodDown.isEmpty()) {
                throw e;
            }
            run = stoodDown.get();
            recorded(write.apply(next.with(run.run().grace().orElseThrow())));
        }
    }

    private Instant until() {
        return now().heldUntil().orElseGet(work::now);
    }

    private void recorded(StoredRun next) {
        boolean other = next.run().state() != now().state();
        run = next;
        if (other) {
            work.tell(new ResponseEvent.Recorded(
                    work.now(), subject(), now().state(), now().progress().reason()));
        }
    }

    private void tellStep(String name) {
        StepRun step = step(name);
        work.tell(new ResponseEvent.Stepped(work.now(), subject(), name, step.state(), step.note()));
    }

    private void left(StepRun step) {
        left.computeIfAbsent(step.name(), name -> new Leftover(effect(step)).say());
    }

    private ResponseResult result(RunOutcome outcome, String reason) {
        var all = new ArrayList<>(left.values());
        if (outcome == RunOutcome.MANUAL_INTERVENTION) {
            all.add(Leftover.ofRecord(work.store().refOf(run.name())));
        }
        return new ResponseResult(
                outcome,
                Optional.of(run.name()),
                steps(now()),
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                work.taken(),
                all);
    }

    static List<StepResult> steps(ResponseRun run) {
        return run.steps().stream()
                .map(step -> new StepResult(
                        step.name(), step.transaction(), step.state().name(), step.containment(), step.note()))
                .toList();
    }
}
