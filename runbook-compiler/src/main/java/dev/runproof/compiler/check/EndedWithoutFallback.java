package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;
import java.util.List;

/**
 * A step that ends something for good, and behind it none that isolates the same where it was refused. What has been isolated before needs
 * none.
 */
final class EndedWithoutFallback implements Check {

    private static final Rule RULE = Rule.error("ended-without-fallback");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Response response : library.responses()) {
            for (Step step : response.steps()) {
                EndingStep.of(step)
                        .filter(EndingStep::isForGood)
                        .filter(ending -> !isFollowed(ending, response))
                        .ifPresent(ending -> findings.add(
                                RULE,
                                step.nameSpan(),
                                step.name() + " may be refused, and then nothing isolates $"
                                        + ending.target().name(),
                                "write if-fails: continue, and behind it a step that isolates $"
                                        + ending.target().name()
                                        + " with only-if: [pod-remains]; or isolate it before"));
            }
        }
    }

    private static boolean isFollowed(EndingStep ending, Response response) {
        List<Step> steps = response.steps();
        int at = steps.indexOf(ending.step());
        boolean before = steps.subList(0, at).stream().anyMatch(step -> EndingStep.isolates(step, ending.target()));
        return before
                || steps.subList(at + 1, steps.size()).stream()
                        .anyMatch(step ->
                                EndingStep.isolates(step, ending.target()) && ending.isGivenWayTo(step, response));
    }
}
