package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules that the definition of the resource {@code ResponseRun} has for changes, as an API server applies them: for
 * servers that are only simulated.
 */
public final class RunRules {

    /** Where the definition of the resource lies on the class path. */
    public static final String DEFINITION = "META-INF/runproof/crd/responseruns.yaml";

    /** The longest name of a holder, in UTF-16 units. */
    private static final int MAX_HOLDER = 512;

    private RunRules() {}

    /**
     * Decides on a write.
     *
     * @param before the object as it is stored; empty for a create
     * @param after the object as it would be stored
     * @return why the write is refused; empty if it is not, or the object is not a {@code ResponseRun}
     */
    public static Optional<String> refusal(Optional<KubernetesObject> before, KubernetesObject after) {
        if (!after.ref().kind().equals(ResponseRun.KIND)) {
            return Optional.empty();
        }
        try {
            var now = ResponseRun.of(after);
            return ofItself(now).or(() -> before.map(ResponseRun::of).flatMap(was -> ofChange(was, now)));
        } catch (MalformedRunException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> ofItself(ResponseRun run) {
        if (run.history().size() > ResponseRun.MAX_HISTORY
                || run.steps().size() > Response.MAX_STEPS
                || run.progress().holder().length() > MAX_HOLDER) {
            return Optional.of("a text or a list is longer than the definition allows");
        }
        if (run.state() == RunState.WAITING && !run.progress().holder().isEmpty()) {
            return Optional.of("nobody holds a run that waits");
        }
        boolean unapproved = run.steps().stream().anyMatch(step -> isBegun(step.state()) && !isApproved(run, step));
        return unapproved ? Optional.of("a step that needs an approval is not begun without") : ofGrace(run);
    }

    private static Optional<String> ofGrace(ResponseRun run) {
        if (run.grace().isEmpty()) {
            return Optional.empty();
        }
        Grace grace = run.grace().get();
        boolean early = run.steps().stream()
                .anyMatch(step -> step.state() != StepState.PENDING && grace.holdsBack(step.name()));
        if (early) {
            return Optional.of("in its grace a run begins nothing but what only looks");
        }
        boolean tooSoon = grace.end()
                .filter(end -> end.verdict() == Grace.Verdict.GOES_ON)
                .filter(end -> end.at().isBefore(grace.until()))
                .isPresent();
        return tooSoon ? Optional.of("a run does not go on before its grace is over") : Optional.empty();
    }

    private static boolean isBegun(StepState state) {
        return switch (state) {
            case BEGUN, CONTAINED, UNDOING, UNDONE, LEFT -> true;
            case PENDING, WAITING, DENIED, SKIPPED, FAILED -> false;
        };
    }

    private static boolean isApproved(ResponseRun run, StepRun step) {
        return step.approval().isEmpty()
                || Optional.ofNullable(run.decisions().get(step.name()))
                        .filter(decision -> decision.verdict() == Decision.Verdict.APPROVED)
                        .isPresent();
    }

    private static Optional<String> ofChange(ResponseRun before, ResponseRun after) {
        var was = before.progress();
        var now = after.progress();
        if (!after.request().equals(before.request())) {
            return Optional.of("what was asked for never changes");
        }
        if (now.epoch() < was.epoch()) {
            return Optional.of("the epoch of a run never falls");
        }
        if (!now.holder().isEmpty() && !now.holder().equals(was.holder()) && now.epoch() <= was.epoch()) {
            return Optional.of("a new holder comes with a higher epoch");
        }
        if (!was.state().mayBecome(now.state())) {
            return Optional.of("a run does not go from " + was.state() + " to " + now.state());
        }
        boolean sameGrace =
                before.grace().map(RunRules::given).equals(after.grace().map(RunRules::given))
                        && before.grace()
                                .flatMap(Grace::end)
                                .filter(end ->
                                        !after.grace().flatMap(Grace::end).equals(Optional.of(end)))
                                .isEmpty();
        if (!sameGrace) {
            return Optional.of("how long a run waits never changes, nor what became of that");
        }
        return ofDecisions(before, after).or(() -> ofSteps(before.steps(), after.steps()));
    }

    private static Grace given(Grace grace) {
        return new Grace(grace.until(), grace.atOnce(), Optional.empty());
    }

    private static Optional<String> ofDecisions(ResponseRun before, ResponseRun after) {
        boolean kept = before.decisions().entrySet().stream()
                .allMatch(
                        decision -> decision.getValue().equals(after.decisions().get(decision.getKey())));
        if (!kept) {
            return Optional.of("a decision never changes");
        }
        boolean waitedFor = after.decisions().keySet().stream()
                .filter(name -> !before.decisions().containsKey(name))
                .allMatch(name -> before.step(name)
                        .filter(step -> step.state() == StepState.WAITING)
                        .isPresent());
        return waitedFor ? Optional.empty() : Optional.of("only a step that waits for it is decided on");
    }

    private static Optional<String> ofSteps(List<StepRun> before, List<StepRun> after) {
        if (!names(before).equals(names(after))) {
            return Optional.of("the steps of a run never change");
        }
        for (int i = 0; i < after.size(); i++) {
            var was = before.get(i);
            var now = after.get(i);
            if (!was.state().mayBecome(now.state())) {
                return Optional.of("a step does not go from " + was.state() + " to " + now.state());
            }
            boolean same = was.transaction().equals(now.transaction())
                    && was.ifFails() == now.ifFails()
                    && was.ifLaterFails() == now.ifLaterFails()
                    && (was.approval().isEmpty() || was.approval().equals(now.approval()))
                    && (was.containment().isEmpty() || was.containment().equals(now.containment()));
            if (!same) {
                return Optional.of("what a step is never changes");
            }
        }
        return Optional.empty();
    }

    private static List<String> names(List<StepRun> steps) {
        return steps.stream().map(StepRun::name).toList();
    }

    /** The table of runs as a CEL expression over {@code self} and {@code oldSelf}, for the definition of the resource. */
    static String rulesOfRuns() {
        return "self.state == oldSelf.state"
                + Arrays.stream(RunState.values())
                        .filter(state -> !state.ended())
                        .map(state -> follows(state.name(), state.next()))
                        .collect(Collectors.joining());
    }

    /** The table of steps, in the same form. */
    static String rulesOfSteps() {
        return "self.state == oldSelf.state"
                + Arrays.stream(StepState.values())
                        .filter(state -> !state.next().isEmpty())
                        .map(state -> follows(state.name(), state.next()))
                        .collect(Collectors.joining());
    }

    /** The rule that no step that needs an approval is begun without, in the same form. */
    static String ruleOfApprovals() {
        return "self.steps.all(s, !has(s.approval) || !(s.state in "
                + list(Arrays.stream(StepState.values())
                        .filter(RunRules::isBegun)
                        .toList())
                + ") || (s.name in self.decisions && self.decisions[s.name].verdict == 'APPROVED'))";
    }

    /** The rule that nothing is begun in a grace but what only looks, in the same form. */
    static String ruleOfGrace() {
        return "!has(self.grace) || (has(self.grace.end) && self.grace.end.verdict == '" + Grace.Verdict.GOES_ON
                + "') || self.steps.all(s, s.name in self.grace.atOnce || s.state == '" + StepState.PENDING + "')";
    }

    private static String follows(String from, Collection<? extends Enum<?>> next) {
        return " || (oldSelf.state == '" + from + "' && self.state in " + list(next) + ")";
    }

    private static String list(Collection<? extends Enum<?>> states) {
        return states.stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
