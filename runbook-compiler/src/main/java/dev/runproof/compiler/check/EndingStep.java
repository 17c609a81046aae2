package dev.runproof.compiler.check;

import dev.runproof.compiler.index.Safeguard;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.ActionCall;
import dev.runproof.compiler.transaction.Argument;
import java.util.Optional;

/**
 * A step that ends what it is done to. An action does if it needs evidence of it before.
 *
 * @param step the step
 * @param target what it is done to
 */
record EndingStep(Step step, Argument.Reference target) {

    /** Empty if a step ends nothing, or what it ends is a value that stands in the block. */
    static Optional<EndingStep> of(Step step) {
        return target(step)
                .filter(target ->
                        step.transaction().action().entry().demands().needs().contains(Safeguard.EVIDENCE))
                .map(target -> new EndingStep(step, target));
    }

    /** The name of its action. */
    String action() {
        return step.transaction().action().entry().name();
    }

    /** Whether nothing brings back what it has ended. */
    boolean isForGood() {
        return !step.transaction().action().entry().demands().reversible();
    }

    /** Whether a later step is begun where this one has failed, and only if what this one was to end is still there. */
    boolean isGivenWayTo(Step later, Response response) {
        return step.ifFails() == Step.IfFails.CONTINUE
                && target instanceof Argument.InputRef input
                && response.subject()
                        .filter(subject -> subject.input().equals(input.input()))
                        .isPresent()
                && later.onlyIf().stream()
                        .anyMatch(check -> check.entry().gives().contains(Safeguard.PRESENCE));
    }

    /** Whether a step isolates something. */
    static boolean isolates(Step step, Argument.Reference what) {
        return step.transaction().action().entry().demands().isolates()
                && target(step)
                        .filter(target -> target.name().equals(what.name()))
                        .isPresent();
    }

    /** What a step is done to, as the response names it; empty if it is a value that stands in the block. */
    private static Optional<Argument.Reference> target(Step step) {
        ActionCall action = step.transaction().action();
        return action.arguments().stream()
                .skip(position(action))
                .findFirst()
                .filter(Argument.Reference.class::isInstance)
                .flatMap(own -> step.given().stream()
                        .filter(given -> given.name().equals(((Argument.Reference) own).name()))
                        .map(Step.Given::value)
                        .filter(Argument.Reference.class::isInstance)
                        .map(Argument.Reference.class::cast)
                        .findFirst());
    }

    private static int position(ActionCall action) {
        var parameters = action.entry().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(action.entry().target())) {
                return i;
            }
        }
        return parameters.size();
    }
}
