package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import java.time.LocalDate;

/** A runbook whose validation ends soon: time to plan the next one. */
final class ValidationDue implements Check {

    private static final Rule RULE = Rule.warning("validation-due");

    /** As long as it takes to find a date for an exercise. */
    private static final int DAYS_BEFORE = 30;

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
            LocalDate last = day.value().plusDays(limit);
            // Of a short time not all of it, or the warning would always be there.
            LocalDate from = last.minusDays(Math.min(DAYS_BEFORE, limit / 2));
            if (!freshness.asOf().isBefore(from) && !freshness.asOf().isAfter(last)) {
                findings.add(
                        RULE,
                        day.span(),
                        "the validation of " + day.value() + " counts until " + last + " and no longer",
                        "plan an exercise, or a review, before that day");
            }
        }
    }
}
