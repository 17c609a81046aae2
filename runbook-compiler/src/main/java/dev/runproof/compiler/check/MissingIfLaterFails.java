package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;

/** A step that cuts something off and does not say what becomes of that when a later step fails. */
final class MissingIfLaterFails implements Check {

    private static final Rule RULE = Rule.error("missing-if-later-fails");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Response response : library.responses()) {
            for (Step step : response.undecided()) {
                findings.add(
                        RULE,
                        step.nameSpan(),
                        step.name() + " isolates, and does not say what becomes of that when a later step fails",
                        "write if-later-fails: keep, so that what may be dangerous stays cut off, or if-later-fails: undo");
            }
        }
    }
}
