package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.Argument;
import java.util.List;
import java.util.Optional;

/**
 * A step that needs what an earlier one has ended, and is done even if it has. What is isolated before is detached, and outlives what it
 * was a part of.
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
            for (int i = 1; i < response.steps().size(); i++) {
                report(response, i, findings);
            }
        }
    }

    private static void report(Response response, int at, Findings findings) {
        List<Step> before = response.steps().subList(0, at);
        Step step = response.steps().get(at);
        for (int i = 0; i < before.size(); i++) {
            Optional<EndingStep> earlier =
                    EndingStep.of(before.get(i)).filter(one -> !one.isGivenWayTo(step, response));
            List<Step> isolated = before.subList(0, i);
            Optional<Argument.Reference> gone = earlier.flatMap(ending -> step.given().stream()
                    .map(Step.Given::value)
                    .filter(Argument.Reference.class::isInstance)
                    .map(Argument.Reference.class::cast)
                    .filter(value -> isGone(value, ending.target(), isolated))
                    .findFirst());
            if (gone.isPresent()) {
                EndingStep ending = earlier.orElseThrow();
                findings.add(Finding.of(
                                RULE,
                                step.nameSpan(),
                                step.name() + " comes too late: $" + gone.get().name() + " is gone after "
                                        + ending.step().name(),
                                "put it before " + ending.step().name())
                        .with(List.of(new Related(
                                ending.step().nameSpan(),
                                ending.action() + " ends $" + ending.target().name()))));
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
        return part && before.stream().noneMatch(step -> EndingStep.isolates(step, value));
    }
}
