package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.Evidence;
import java.time.LocalDate;

/** A day of a validation, or of a pending change, that has not come yet: it would look fresh for too long. */
final class FutureValidation implements Check {

    private static final Rule RULE = Rule.error("future-validation");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Freshness freshness = library.freshness();
        for (Runbook runbook : library.runbooks()) {
            runbook.frontMatter().lastValidated().ifPresent(day -> look(day, "last-validated", freshness, findings));
        }
        for (Evidence evidence : freshness.validations().bySlug().values()) {
            evidence.records().forEach(record -> look(record.day(), "the day of this record", freshness, findings));
            evidence.pending().ifPresent(pending -> look(pending.since(), "since", freshness, findings));
        }
    }

    private static void look(Located<LocalDate> day, String what, Freshness freshness, Findings findings) {
        if (freshness.isFuture(day.value())) {
            findings.add(
                    RULE,
                    day.span(),
                    what + " is in the future",
                    "write the day on which it happened; this check is as of " + freshness.asOf());
        }
    }
}
