package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.Evidence;
import dev.runproof.compiler.validation.Pending;
import dev.runproof.compiler.validation.ValidatedText;
import dev.runproof.compiler.validation.Validation;
import java.time.LocalDate;
import java.util.Optional;

/** A runbook, or an expression of its alerts, that was changed after the validation: what was tried is not what stands there. */
final class ValidatedOtherText implements Check {

    static final Rule RULE = Rule.error("validated-other-text");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Freshness freshness = library.freshness();
        if (!freshness.validations().readInFull()) {
            return;
        }
        for (Runbook runbook : library.runbooks()) {
            freshness
                    .evidence(runbook)
                    .flatMap(Evidence::newest)
                    .filter(record -> !isOvertaken(record, runbook))
                    .ifPresent(record -> compare(record, runbook, library, findings));
        }
    }

    /** By a date of which there is no record yet, which is told as that. */
    private static boolean isOvertaken(Validation record, Runbook runbook) {
        return runbook.frontMatter()
                .lastValidated()
                .filter(day -> day.value().isAfter(record.day().value()))
                .isPresent();
    }

    private static void compare(Validation record, Runbook runbook, Library library, Findings findings) {
        ValidatedText now = library.validatedText(runbook);
        Optional<String> changed = changed(record.text(), now, library.allAlertsRead());
        if (changed.isEmpty()) {
            return;
        }
        Freshness freshness = library.freshness();
        boolean excused = freshness.isExcused(runbook);
        LocalDate today = freshness.asOf();
        findings.add(new Finding(
                RULE,
                excused ? Severity.WARNING : freshness.weight(runbook, library),
                runbook.frontMatter()
                        .lastValidated()
                        .map(Located::span)
                        .orElse(runbook.title().span()),
                changed.get() + " since the validation of " + record.day().value(),
                "validate it again, set last-validated, and add a record " + RecordHelp.of(runbook, today, now)
                        + (excused ? "" : "; if the change cannot wait for that, " + declare(today))));
    }

    private static String declare(LocalDate today) {
        return "declare it there for " + Pending.LONGEST_DAYS + " days, by pending: { since: " + today
                + ", who: NAME, why: REASON }";
    }

    private static Optional<String> changed(ValidatedText then, ValidatedText now, boolean allAlertsRead) {
        boolean steps = !then.steps().equals(now.steps());
        boolean alerts = allAlertsRead && !then.alerts().equals(now.alerts());
        if (steps && alerts) {
            return Optional.of("the text of this runbook and the expressions of its alerts have changed");
        }
        if (steps) {
            return Optional.of("the text of this runbook has changed");
        }
        return alerts ? Optional.of("the expressions of its alerts have changed") : Optional.empty();
    }
}
