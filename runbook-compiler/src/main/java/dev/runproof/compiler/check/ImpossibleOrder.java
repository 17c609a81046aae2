package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Safeguard;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.ActionCall;
import dev.runproof.compiler.transaction.Argument;
import java.util.List;
import java.util.Optional;

/**
 * A step that needs what an earlier one has ended. An action ends what it is done to if it needs evidence of it before. What is
 * isolated before is detached, and outlives what it was a part of.
 */
final class ImpossibleOrder implements Check {

    private static final Rule RULE = Rule.error("impossible-order");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Response response : library.responses()) {
            List<Step> steps = response.steps();
            for (int i = 1; i < steps.size(); i++) {
                report(steps.subList(0, i), steps.get(i), findings);
            }
        }
    }

    private static void report(List<Step> before, Step step, Findings findings) {
        for (int i = 0; i < before.size(); i++) {
            Step earlier = before.get(i);
            Optional<Argument.Reference> ended = target(earlier)
                    .filter(target -> earlier.transaction()
                            .action()
                            .entry()
                            .demands()
                            .needs()
                            .contains(Safeguard.EVIDENCE));
            List<Step> isolated = before.subList(0, i);
            Optional<Argument.Reference> gone = ended.flatMap(target -> step.given().stream()
                    .map(Step.Given::value)
                    .filter(Argument.Reference.class::isInstance)
                    .map(Argument.Reference.class::cast)
                    .filter(value -> isGone(value, target, isolated))
                    .findFirst());
            if (gone.isPresent()) {
                findings.add(Finding.of(
                                RULE,
                                step.nameSpan(),
                                step.name() + " comes too late: $" + gone.get().name() + " is gone after "
                                        + earlier.name(),
                                "put it before " + earlier.name())
                        .with(List.of(new Related(
                                earlier.nameSpan(),
                                earlier.transaction().action().entry().name() + " ends $"
                                        + ended.orElseThrow().name()))));
                return;
            }
        }
    }

    /** Whether a value is what was ended, or was a part of it and has not been detached from it. */
    private static boolean isGone(Argument.Reference value, Argument.Reference ended, List<Step> before) {
        if (ended.name().equals(value.name())) {
            return !(ended instanceof Argument.Looked);
        }
        boolean part =
                ended instanceof Argument.Looked looked && looked.of().name().equals(value.name());
        return part
                && before.stream()
                        .filter(step ->
                                step.transaction().action().entry().demands().isolates())
                        .noneMatch(step -> target(step)
                                .filter(target -> target.name().equals(value.name()))
                                .isPresent());
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
