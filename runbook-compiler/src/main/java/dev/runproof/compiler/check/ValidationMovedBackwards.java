package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.Validation;
import java.time.LocalDate;
import java.util.Optional;

/** A day of the last validation that is older than it was before the change, or than the newest record: a wrong merge, mostly. */
final class ValidationMovedBackwards implements Check {

    private static final Rule RULE = Rule.error("validation-moved-backwards");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Runbook runbook : library.runbooks()) {
            runbook.frontMatter().lastValidated().ifPresent(day -> look(runbook, day, library.freshness(), findings));
        }
    }

    private static void look(Runbook runbook, Located<LocalDate> day, Freshness freshness, Findings findings) {
        Optional<LocalDate> before = freshness.before(runbook).filter(day.value()::isBefore);
        Optional<LocalDate> record = freshness
                .evidence(runbook)
                .flatMap(evidence -> evidence.newest())
                .map(Validation::day)
                .map(Located::value)
                .filter(newest -> day.value().isBefore(newest) && !freshness.isFuture(newest));
        if (before.isPresent()) {
            findings.add(
                    RULE,
                    day.span(),
                    "last-validated goes back from " + before.get() + " to " + day.value(),
                    "keep the newer day, unless it was wrong and its record is gone too");
        } else if (record.isPresent()) {
            findings.add(
                    RULE,
                    day.span(),
                    "last-validated is " + day.value() + ", and the newest record of "
                            + runbook.slug().value() + " is of " + record.get(),
                    "write last-validated: " + record.get());
        }
    }
}
