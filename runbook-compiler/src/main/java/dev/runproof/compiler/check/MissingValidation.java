package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Runbook;

/** A runbook of which nobody says when it was last tried, where that is asked for or was said before. */
final class MissingValidation implements Check {

    private static final Rule RULE = Rule.error("missing-validation");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Freshness freshness = library.freshness();
        for (Runbook runbook : library.runbooks()) {
            if (runbook.frontMatter().lastValidated().isEmpty()
                    && runbook.frontMatter().readInFull()
                    && isAskedFor(runbook, freshness)) {
                findings.add(new Finding(
                        RULE,
                        freshness.isExcused(runbook) ? Severity.WARNING : Severity.ERROR,
                        runbook.title().span(),
                        freshness
                                .before(runbook)
                                .map(day -> "this runbook no longer says that it was validated on " + day)
                                .orElse("this runbook does not say when it was last validated"),
                        "try it; then add last-validated: " + freshness.asOf()
                                + " to its front matter, and a record to validations.yaml"));
            }
        }
    }

    private static boolean isAskedFor(Runbook runbook, Freshness freshness) {
        return freshness.maxAge().isPresent()
                || freshness.before(runbook).isPresent()
                || freshness
                        .evidence(runbook)
                        .filter(evidence -> !evidence.records().isEmpty())
                        .isPresent();
    }
}
