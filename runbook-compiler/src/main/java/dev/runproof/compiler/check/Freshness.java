package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.Evidence;
import dev.runproof.compiler.validation.Pending;
import dev.runproof.compiler.validation.Validations;
import dev.runproof.compiler.workspace.MaxAge;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * By what the age of validations is judged.
 *
 * <p>What has become old by time alone is an error in a scheduled run, and for a runbook that the change touches; else it is a
 * warning, so that the calendar never stops a merge that has nothing to do with it.
 *
 * @param asOf the day that counts as today
 * @param scheduled whether the check runs by the clock
 * @param maxAge how old a validation may be; empty where no runbook is asked for one
 * @param validations the evidence
 * @param base what was there before the change; empty if nobody knows
 */
public record Freshness(
        LocalDate asOf, boolean scheduled, Optional<MaxAge> maxAge, Validations validations, Optional<Library> base) {

    /** A day begins that much earlier in the east than it does by UTC. */
    private static final int DAYS_AHEAD = 1;

    /** What weighs less where nobody knows what the change touches. */
    private static final List<Rule> WEIGHED =
            List.of(StaleValidation.RULE, ValidatedOtherText.RULE, PendingExpired.RULE);

    /** That of a project which keeps no validations. */
    public static Freshness unasked(LocalDate asOf) {
        return new Freshness(asOf, false, Optional.empty(), Validations.NONE, Optional.empty());
    }

    /** Whether a finding would weigh more if the change touched its runbook. */
    public static boolean isWeighed(Finding finding) {
        return WEIGHED.contains(finding.rule()) && finding.severity() == Severity.WARNING;
    }

    /** Whether each date needs a record: where dates are asked for, and where records are kept. */
    boolean asksForRecords() {
        return maxAge.isPresent() || validations.kept();
    }

    /** What is known about a runbook. */
    Optional<Evidence> evidence(Runbook runbook) {
        return validations.of(runbook.slug().value());
    }

    /** Whether a day has not come yet, wherever its author is. */
    boolean isFuture(LocalDate day) {
        return day.isAfter(asOf.plusDays(DAYS_AHEAD));
    }

    /** The day of a runbook's last validation before the change. */
    Optional<LocalDate> before(Runbook runbook) {
        return base.flatMap(library -> library.bySlug(runbook.slug().value()))
                .flatMap(earlier -> earlier.frontMatter().lastValidated())
                .map(Located::value);
    }

    /** What a runbook's validation weighs when it is of no more worth. */
    Severity weight(Runbook runbook, Library library) {
        return scheduled || isTouched(runbook, library) ? Severity.ERROR : Severity.WARNING;
    }

    private boolean isTouched(Runbook runbook, Library library) {
        return base.isPresent()
                && base.get()
                        .bySlug(runbook.slug().value())
                        .map(base.get()::validatedText)
                        .filter(library.validatedText(runbook)::equals)
                        .isEmpty();
    }

    /** Whether a change of a runbook may be validated later, for it is declared and not yet overdue. */
    boolean isExcused(Runbook runbook) {
        return evidence(runbook)
                .filter(evidence -> evidence.pending()
                        .filter(pending -> pending.holds(began(runbook.slug().value(), evidence, pending), asOf))
                        .isPresent())
                .isPresent();
    }

    /** When a pending change was made: an entry that is written anew, with no validation between, goes on. */
    LocalDate began(String slug, Evidence evidence, Pending pending) {
        LocalDate since = pending.since().value();
        return base.flatMap(library -> library.freshness().validations().of(slug))
                .flatMap(Evidence::pending)
                .map(earlier -> earlier.since().value())
                .filter(earlier -> earlier.isBefore(since))
                .filter(earlier -> evidence.newest()
                        .filter(record -> record.day().value().isAfter(earlier))
                        .isEmpty())
                .orElse(since);
    }

    /** How old a runbook's validation may be, in days. */
    int limit(Runbook runbook, Library library) {
        return maxAge.orElse(MaxAge.DEFAULT).of(library.listing().severitiesOf(runbook));
    }
}
