package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.Evidence;
import dev.runproof.compiler.validation.Pending;
import java.time.LocalDate;
import java.util.Optional;

/** A change that was to be validated within two weeks, and was not. */
final class PendingExpired implements Check {

    static final Rule RULE = Rule.error("pending-expired");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Freshness freshness = library.freshness();
        for (Runbook runbook : library.runbooks()) {
            Optional<Evidence> evidence = freshness.evidence(runbook);
            Optional<Pending> pending = evidence.flatMap(Evidence::pending);
            if (pending.isEmpty()) {
                continue;
            }
            String slug = runbook.slug().value();
            LocalDate began = freshness.began(slug, evidence.get(), pending.get());
            if (!pending.get().holds(began, freshness.asOf())) {
                findings.add(new Finding(
                        RULE,
                        freshness.weight(runbook, library),
                        pending.get().since().span(),
                        slug + " has been pending since " + began + ", longer than " + Pending.LONGEST_DAYS + " days",
                        "validate the runbook, add the record, and remove pending:"));
            }
        }
    }
}
