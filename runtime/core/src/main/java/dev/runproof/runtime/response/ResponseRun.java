package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Cut;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The one record of a run of a response: who works on it, how far each step is, what was decided, and how it came there. In
 * the cluster it is a resource of the kind {@link #KIND} in the runtime's namespace. What a step has contained stands in a
 * {@code Containment}, which the step names. Times are in milliseconds. Immutable.
 *
 * @param request what was asked for
 * @param progress how far it is
 * @param grace how it waits before it changes anything; empty if it does not
 * @param steps its steps, in their order
 * @param decisions what people have decided, by the names of the steps
 * @param history what has happened, oldest first
 */
public record ResponseRun(
        Request request,
        Progress progress,
        Optional<Grace> grace,
        List<StepRun> steps,
        Map<String, Decision> decisions,
        List<Entry> history) {

    /** The kind of the record. */
    public static final ResourceKind KIND =
            new ResourceKind("runproof.dev", "v1alpha1", "ResponseRun", "responseruns", true);

    /** How many entries are kept: the first, and the last ones. */
    static final int MAX_HISTORY = 200;

    /** The longest text about something, in UTF-16 units. */
    static final int MAX_NOTE = 4096;

    /** The longest name of who did something, in UTF-16 units. */
    static final int MAX_BY = 512;

    /** The longest text of an input or of what was looked up, in UTF-16 units. */
    static final int MAX_TEXT = 10240;

    /** Copies the collections. */
    public ResponseRun {
        steps = List.copyOf(steps);
        decisions = Map.copyOf(decisions);
        history = List.copyOf(history);
    }

    /**
     * What was asked for; it never changes.
     *
     * @param response the name of the response
     * @param runbook the slug of its runbook
     * @param digest the digest of its block
     * @param incident on whose behalf
     * @param inputs the canonical text of each input by its name
     * @param lookups what was looked up before the first step, by the names of the lookups
     */
    public record Request(
            String response,
            String runbook,
            String digest,
            Incident incident,
            Map<String, String> inputs,
            Map<String, Looked> lookups) {

        /** Copies the maps. */
        public Request {
            inputs = Map.copyOf(inputs);
            lookups = Map.copyOf(lookups);
        }

        /** Inputs as one line for people, sorted by name. */
        public String inputsLine() {
            var line = new ArrayList<String>();
            new TreeMap<>(inputs).forEach((name, text) -> line.add(name + " = " + text));
            return String.join(", ", line);
        }
    }

    /**
     * What a lookup has given.
     *
     * @param text its text; empty if there is none
     * @param problem why there is none; empty if there is
     */
    public record Looked(String text, String problem) {

        /** Cuts a reason that is too long for the record. */
        public Looked {
            problem = Cut.to(MAX_NOTE, problem);
        }
    }

    /**
     * How far it is.
     *
     * @param state the state
     * @param epoch how often it was taken, from 1
     * @param holder who works on it now; empty while nobody does
     * @param deadline until when the holder may be at work; empty while nobody is
     * @param next what is due, and when; empty if nothing is
     * @param reason why it was stopped; empty if it was not
     */
    public record Progress(
            RunState state, long epoch, String holder, Optional<Instant> deadline, Optional<Due> next, String reason) {

        /** Cuts a reason that is too long for the record. */
        public Progress {
            reason = Cut.to(MAX_NOTE, reason);
        }

        Progress in(RunState reached) {
            return new Progress(reached, epoch, holder, deadline, next, reason);
        }

        Progress heldBy(String executor, Instant until) {
            return new Progress(
                    state, holder.equals(executor) ? epoch : epoch + 1, executor, Optional.of(until), next, reason);
        }

        Progress unheld() {
            return new Progress(state, epoch, "", Optional.empty(), next, reason);
        }

        Progress until(Optional<Due> due) {
            return new Progress(state, epoch, holder, deadline, due, reason);
        }

        Progress because(String why) {
            return new Progress(state, epoch, holder, deadline, next, why);
        }
    }

    /**
     * Something that is due.
     *
     * @param what what
     * @param at when
     */
    public record Due(What what, Instant at) {

        /** What can be due. */
        public enum What {
            /** The time in which a person can agree is over. */
            APPROVAL_ENDS,
            /** The time is over for which it waits before it changes anything. */
            GRACE_ENDS
        }
    }

    /**
     * A step.
     *
     * @param name its name
     * @param transaction the name of its transaction
     * @param ifFails what becomes of the run if it fails
     * @param ifLaterFails what becomes of it if a later one fails
     * @param approval who has to agree first; empty if nobody has to
     * @param state how far it is
     * @param containment the name of the containment that is its effect; empty before it has begun
     * @param note more about it; empty if there is no more
     */
    public record StepRun(
            String name,
            String transaction,
            IfFails ifFails,
            IfLaterFails ifLaterFails,
            Optional<Approval> approval,
            StepState state,
            String containment,
            String note) {

        /** Cuts a text that is too long for the record. */
        public StepRun {
            note = Cut.to(MAX_NOTE, note);
        }

        StepRun in(StepState reached, String why) {
            return new StepRun(name, transaction, ifFails, ifLaterFails, approval, reached, containment, why);
        }

        StepRun containing(String record) {
            return new StepRun(name, transaction, ifFails, ifLaterFails, approval, state, record, note);
        }

        StepRun asking(Approval of) {
            return new StepRun(name, transaction, ifFails, ifLaterFails, Optional.of(of), state, containment, note);
        }

        /** Whether it is to be taken back now that the run is stopped. */
        boolean isToBeUndone() {
            return state == StepState.CONTAINED && ifLaterFails == IfLaterFails.UNDO;
        }
    }

    /**
     * What a person has decided about a step.
     *
     * @param verdict what
     * @param by who, as the API server knows them
     * @param at when
     */
    public record Decision(Verdict verdict, String by, Instant at) {

        /** What can be decided. */
        public enum Verdict {
            /** The step may begin. */
            APPROVED,
            /** It may not. */
            DENIED
        }
    }

    /**
     * An entry of the history.
     *
     * @param state the state of the run then
     * @param step the step that it is about; empty if it is about the run
     * @param reached the state of the step; empty if it is about the run
     * @param at when
     * @param by who did it
     * @param note more about it; empty if there is no more
     */
    public record Entry(RunState state, String step, Optional<StepState> reached, Instant at, String by, String note) {

        /** Cuts texts that are too long. */
        public Entry {
            by = Cut.to(MAX_BY, by);
            note = Cut.to(MAX_NOTE, note);
        }
    }

    /** The state. */
    public RunState state() {
        return progress.state();
    }

    /** Until when its holder may still be at work; empty if nobody holds it. */
    public Optional<Instant> heldUntil() {
        return progress.holder().isEmpty()
                ? Optional.empty()
                : Optional.of(progress.deadline().orElse(Instant.EPOCH));
    }

    /** When something happened to it last. */
    public Instant lastStep() {
        return history.isEmpty()
                ? Instant.EPOCH
                : history.get(history.size() - 1).at();
    }

    /** The step of a name, if there is one. */
    public Optional<StepRun> step(String name) {
        return steps.stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /** The step that a person has to agree to now, if it waits for that. */
    public Optional<StepRun> waitingStep() {
        return first(step -> step.state() == StepState.WAITING);
    }

    /** What it waits for, if it waits, in a sentence for people. */
    public String waitsFor() {
        return waitingStep()
                .map(StepRun::note)
                .or(() -> grace.map(given -> "until " + given.until()
                        + " nothing is changed, and then it is looked whether its" + " signals are still there"))
                .orElse("it waits");
    }

    /** The steps whose effect stands, as far as this record knows: what it has contained may have ended since. */
    public List<StepRun> standing() {
        return steps.stream()
                .filter(step -> step.state() == StepState.CONTAINED)
                .toList();
    }

    Optional<StepRun> first(Predicate<StepRun> which) {
        return steps.stream().filter(which).findFirst();
    }

    /**
     * Reads a record.
     *
     * @param object as the server has it
     * @return the record
     * @throws MalformedRunException if it is not one; the message says what is wrong with it
     */
    public static ResponseRun of(KubernetesObject object) {
        return RunFields.read(object);
    }

    /** What stands under {@code spec} in its resource: texts, numbers, lists and maps. */
    public Map<String, Object> fields() {
        return RunFields.write(this);
    }

    /** This record with other progress. */
    ResponseRun with(Progress reached) {
        return new ResponseRun(request, reached, grace, steps, decisions, history);
    }

    /** This record with another grace, or what became of it. */
    ResponseRun with(Grace other) {
        return new ResponseRun(request, progress, Optional.of(other), steps, decisions, history);
    }

    /** This record with other progress, and with that in its history. */
    ResponseRun with(Progress reached, Instant at, String by, String note) {
        return with(reached).noting(new Entry(reached.state(), "", Optional.empty(), at, by, note));
    }

    /** This record with a step that has come to a state, and with that in its history. */
    ResponseRun with(StepRun step, Instant at, String by) {
        return replacing(step.name(), old -> step)
                .noting(new Entry(state(), step.name(), Optional.of(step.state()), at, by, step.note()));
    }

    /** The step that is taken back first if the run is stopped: the last of those that do not stay. */
    Optional<StepRun> lastToUndo() {
        return steps.stream().filter(StepRun::isToBeUndone).reduce((one, next) -> next);
    }

    /**
     * This record stopped, with the steps marked that are to be taken back; if there is none it is over.
     *
     * @param until until when the holder may be at work on the first of them
     */
    ResponseRun stopped(String reason, Instant at, String by, Instant until) {
        if (lastToUndo().isEmpty()) {
            return over(RunState.STOPPED, reason, at, by);
        }
        var undoing = progress.in(RunState.UNDOING)
                .because(reason)
                .heldBy(progress.holder(), until)
                .until(Optional.empty());
        ResponseRun stopped = with(undoing, at, by, reason);
        for (StepRun step : steps) {
            stopped = step.isToBeUndone() ? stopped.with(step.in(StepState.UNDOING, ""), at, by) : stopped;
        }
        return stopped;
    }

    /** This record over: in a state, or for a person where something of a step is left. */
    ResponseRun over(RunState state, String reason, Instant at, String by) {
        boolean clean = steps.stream().noneMatch(step -> step.state() == StepState.LEFT);
        var over = progress.in(clean ? state : RunState.MANUAL_INTERVENTION)
                .because(reason)
                .unheld()
                .until(Optional.empty());
        return with(over, at, by, reason);
    }

    /** This record with what a person has decided. */
    ResponseRun with(String step, Decision decision) {
        var all = new TreeMap<>(decisions);
        all.put(step, decision);
        return new ResponseRun(request, progress, grace, steps, all, history);
    }

    private ResponseRun replacing(String name, UnaryOperator<StepRun> change) {
        var changed = steps.stream()
                .map(step -> step.name().equals(name) ? change.apply(step) : step)
                .toList();
        return new ResponseRun(request, progress, grace, changed, decisions, history);
    }

    private ResponseRun noting(Entry entry) {
        var all = new ArrayList<>(history);
        all.add(entry);
        while (all.size() > MAX_HISTORY) {
            all.remove(1);
        }
        return new ResponseRun(request, progress, grace, steps, decisions, all);
    }
}
