package dev.runproof.compiler.machine;

import dev.runproof.compiler.machine.State.Kind;
import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.Grace;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.DurationText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a response can come to: which step follows which, who is asked, and what is taken back when one fails. That a person
 * may stop it at any time, and that it is stopped when nobody goes on with it, is left out: what stands is then taken back
 * as if the next step had failed.
 */
public final class ResponseMachine {

    private static final String START = "SIGNALLED";
    private static final String DONE = "DONE";
    private static final String STOPPED = "STOPPED";
    private static final String NOTHING_DONE = "NOTHING_DONE";
    private static final String LEFT = "MANUAL_INTERVENTION";
    private static final String FINISH = "FINISH";
    private static final String GRACE = "GRACE";
    private static final String STOOD_DOWN = "STOOD_DOWN";
    private static final String NEVER_ASKED = "ASK";

    private final Response response;
    private final Map<String, State> states = new LinkedHashMap<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final List<Set<Agreed>> agreement = new ArrayList<>();

    /** Whether somebody has agreed to an earlier step; until then the approval of the response itself is asked for. */
    private enum Agreed {
        NOT_YET,
        ALREADY
    }

    private ResponseMachine(Response response) {
        this.response = response;
    }

    /** The machine of a response that is enforced. */
    public static StateMachine of(Response response) {
        return new ResponseMachine(response).machine();
    }

    private StateMachine machine() {
        state(START, "All signals are there", Kind.WORK, Standing.NOTHING, false, signals());
        begin();
        for (int i = 0; i <= response.steps().size(); i++) {
            agreement.add(EnumSet.noneOf(Agreed.class));
        }
        enter(START, "at once", 0, EnumSet.of(Agreed.NOT_YET));
        for (int i = 0; i < response.steps().size(); i++) {
            if (i == waitsAt()) {
                grace(response.grace().orElseThrow());
            }
            step(i);
        }
        if (isReached(FINISH)) {
            way(FINISH, "a step is", DONE);
            way(FINISH, "none is", NOTHING_DONE);
        }
        List.of(FINISH, DONE, NOTHING_DONE, STOPPED, LEFT).stream()
                .filter(id -> !isReached(id))
                .forEach(states::remove);
        response.approval().ifPresent(this::neverAsked);
        return new StateMachine(response.name(), List.copyOf(states.values()), transitions);
    }

    /** The states that are the same for all responses. */
    private void begin() {
        state(FINISH, "Is any step in force?", Kind.QUESTION, Standing.UNDER_WAY, false, List.of());
        state(DONE, "Contained", Kind.END, Standing.IN_FORCE, false, List.of("each step for its own time"));
        state(NOTHING_DONE, "Nothing is in force", Kind.END, Standing.NOTHING, true, List.of("a person is told"));
        state(STOPPED, "Stopped", Kind.END, Standing.TAKEN_BACK, true, List.of("a person is told what stands"));
        state(
                LEFT,
                "Manual intervention",
                Kind.END,
                Standing.LEFT,
                true,
                List.of("something is left", "a person is told what, and how"));
    }

    private List<String> signals() {
        var notes = new ArrayList<String>();
        for (Signal signal : response.signals()) {
            notes.add(signal.evidence().word() + ": "
                    + signal.sources().stream().map(Signal.Source::name).collect(Collectors.joining(" or ")));
        }
        response.within().ifPresent(within -> notes.add("within " + DurationText.of(within)));
        return notes;
    }

    /** The step before which it is waited; none if it is not, or if all of them only look. */
    private int waitsAt() {
        int first = response.atOnce();
        return response.grace().isPresent() && first < response.steps().size() ? first : -1;
    }

    private void grace(Grace grace) {
        int first = waitsAt();
        Set<Agreed> agreed = agreement.get(first);
        state(
                GRACE,
                "Wait",
                Kind.QUESTION,
                first == 0 ? Standing.NOTHING : Standing.UNDER_WAY,
                false,
                List.of(DurationText.of(grace.pause()) + " from the beginning", "then look at the signals again"));
        var notes = new ArrayList<>(List.of("nothing was changed", "a person is told"));
        response.steps().subList(0, first).forEach(step -> notes.add(step.name() + " stays"));
        state(STOOD_DOWN, "Stood down", Kind.END, Standing.NOTHING, true, notes);
        enter(GRACE, "they are still there", first, agreed);
        way(GRACE, "one is gone, or a person stands it down", STOOD_DOWN);
        if (grace.ifUnknown() == Grace.IfUnknown.ABORT) {
            way(GRACE, "it is not known", STOOD_DOWN);
        } else {
            enter(GRACE, "it is not known", first, agreed);
        }
    }

    private void step(int i) {
        Step step = response.steps().get(i);
        Set<Agreed> agreed = agreement.get(i);
        if (!step.onlyIf().isEmpty()) {
            state(
                    look(step),
                    step.name() + "?",
                    Kind.QUESTION,
                    Standing.UNDER_WAY,
                    false,
                    List.of("only if "
                            + step.onlyIf().stream()
                                    .map(check -> check.entry().name())
                                    .collect(Collectors.joining(" and "))));
            begin(look(step), "so it is", i, agreed);
            enter(look(step), "it is not", i + 1, agreed);
            fail(look(step), "it is not known", i, agreed);
        }
        asking(step).ifPresent(approval -> ask(step, approval, i));
        var notes = new ArrayList<>(List.of(step.transaction().action().entry().name()));
        notes.add("within " + DurationText.of(step.transaction().maxDuration()));
        state(act(step), step.name(), Kind.WORK, Standing.UNDER_WAY, false, notes);
        if (i + 1 == response.steps().size()) {
            way(act(step), "it is contained", DONE);
        } else {
            enter(act(step), "it is contained", i + 1, EnumSet.of(Agreed.ALREADY));
        }
        enter(act(step), "there is nothing to contain", i + 1, EnumSet.of(Agreed.ALREADY));
        fail(act(step), "it fails", i, EnumSet.of(Agreed.ALREADY));
        way(act(step), "something of it is left", LEFT);
    }

    private Optional<Approval> asking(Step step) {
        return step.approval().or(() -> isReached(ask(step)) ? response.approval() : Optional.empty());
    }

    private void ask(Step step, Approval approval, int i) {
        String ask = ask(step);
        state(
                ask,
                "Ask " + approval.by(),
                Kind.PERSON,
                Standing.UNDER_WAY,
                false,
                List.of("for " + step.name(), "within " + DurationText.of(approval.within())));
        way(ask, "they agree", act(step));
        fail(ask, "they deny it", i, agreement.get(i));
        if (approval.otherwise() == Approval.Otherwise.REFUSE) {
            fail(ask, "nobody answers", i, agreement.get(i));
        } else {
            state(
                    "UNANSWERED",
                    "Left as it is",
                    Kind.END,
                    Standing.LEFT,
                    true,
                    List.of("what was done stays", "a person is told to decide"));
            way(ask, "nobody answers", "UNANSWERED");
        }
    }

    /** The way to a step, or to the end behind the last one. */
    private void enter(String from, String event, int i, Set<Agreed> agreed) {
        if (i == response.steps().size()) {
            way(from, event, FINISH);
            return;
        }
        agreement.get(i).addAll(agreed);
        if (i == waitsAt() && !from.equals(GRACE)) {
            way(from, event, GRACE);
            return;
        }
        Step step = response.steps().get(i);
        if (step.onlyIf().isEmpty()) {
            begin(from, event, i, agreed);
        } else {
            way(from, event, look(step));
        }
    }

    /** The way to a step that is to be done: by way of who has to agree first, if somebody has to. */
    private void begin(String from, String event, int i, Set<Agreed> agreed) {
        Step step = response.steps().get(i);
        String ask = ask(step);
        if (step.approval().isPresent()) {
            way(from, event, ask);
        } else if (response.approval().isEmpty() || !agreed.contains(Agreed.NOT_YET)) {
            way(from, event, act(step));
        } else if (agreed.contains(Agreed.ALREADY)) {
            way(from, event + ", and somebody has agreed", act(step));
            way(from, event + ", and nobody has agreed yet", ask);
        } else {
            way(from, event, ask);
        }
    }

    private void fail(String from, String event, int i, Set<Agreed> agreed) {
        if (response.steps().get(i).ifFails() == Step.IfFails.CONTINUE) {
            enter(from, event, i + 1, agreed);
            return;
        }
        List<Step> earlier = response.steps().subList(0, i);
        List<String> back = names(earlier, Step.IfLaterFails.UNDO);
        if (back.isEmpty()) {
            way(from, event, STOPPED);
            return;
        }
        List<String> kept = names(earlier, Step.IfLaterFails.KEEP);
        String undo = "UNDO " + String.join(" ", back) + (kept.isEmpty() ? "" : " KEEP " + String.join(" ", kept));
        if (!states.containsKey(undo)) {
            var notes = new ArrayList<String>();
            back.forEach(notes::add);
            kept.forEach(name -> notes.add(name + " stays"));
            state(undo, "Take back", Kind.WORK, Standing.UNDER_WAY, false, notes);
            way(undo, "it is taken back", STOPPED);
            way(undo, "it is not", LEFT);
        }
        way(from, event, undo);
    }

    /** The steps that are taken back or stay, the last one first. */
    private static List<String> names(List<Step> steps, Step.IfLaterFails what) {
        var names = new ArrayList<String>();
        for (Step step : steps) {
            if (step.ifLaterFails().orElse(Step.IfLaterFails.UNDO) == what) {
                names.add(0, step.name());
            }
        }
        return names;
    }

    /** An approval that is written for the response, where each step has one of its own: nothing leads to it. */
    private void neverAsked(Approval approval) {
        boolean asked =
                response.steps().stream().anyMatch(step -> step.approval().isEmpty() && isReached(ask(step)));
        if (!asked) {
            state(
                    NEVER_ASKED,
                    "Ask " + approval.by(),
                    Kind.PERSON,
                    Standing.NOTHING,
                    false,
                    List.of("for the response"));
            way(NEVER_ASKED, "they agree", act(response.steps().get(0)));
        }
    }

    private static String look(Step step) {
        return "LOOK " + step.name();
    }

    private static String act(Step step) {
        return "DO " + step.name();
    }

    private static String ask(Step step) {
        return "ASK " + step.name();
    }

    private boolean isReached(String id) {
        return transitions.stream().anyMatch(way -> way.to().equals(id));
    }

    private void state(String id, String label, Kind kind, Standing standing, boolean told, List<String> notes) {
        states.putIfAbsent(id, new State(id, label, notes, kind, standing, told));
    }

    private void way(String from, String event, String to) {
        transitions.add(new Transition(from, event, to));
    }
}
