package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import java.time.LocalDate;

/** A runbook that was last tried too long ago: the system has gone on without it. */
final class StaleValidation implements Check {

    static final Rule RULE = Rule.error("stale-validation");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Freshness freshness = library.freshness();
        for (Runbook runbook : library.runbooks()) {
            Located<LocalDate> day = runbook.frontMatter().lastValidated().orElse(null);
            if (day == null) {
                continue;
            }
            int limit = freshness.limit(runbook, library);
            if (freshness.asOf().isAfter(day.value().plusDays(limit))) {
                findings.add(new Finding(
                        RULE,
                        severity(runbook, library),
                        day.span(),
                        "the validation of " + day.value() + " is older than " + limit + " days",
                        "try the runbook again and correct it, then set last-validated and add a record to"
                                + " validations.yaml"));
            }
        }
    }

    /** A pending change excuses whoever makes it, not the calendar. */
    private static Severity severity(Runbook runbook, Library library) {
        Freshness freshness = library.freshness();
        return !freshness.scheduled() && freshness.isExcused(runbook)
                ? Severity.WARNING
                : freshness.weight(runbook, library);
    }
}
