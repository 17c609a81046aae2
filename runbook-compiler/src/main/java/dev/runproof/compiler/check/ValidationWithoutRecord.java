package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.Evidence;
import dev.runproof.compiler.validation.Validation;
import java.time.LocalDate;
import java.util.List;

/** A day of a validation of which there is no record: a date is quickly typed. */
final class ValidationWithoutRecord implements Check {

    private static final Rule RULE = Rule.error("validation-without-record");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Freshness freshness = library.freshness();
        if (!freshness.asksForRecords() || !freshness.validations().readInFull()) {
            return;
        }
        for (Runbook runbook : library.runbooks()) {
            Located<LocalDate> day = runbook.frontMatter().lastValidated().orElse(null);
            if (day != null
                    && !freshness.isFuture(day.value())
                    && isNewerThanAllRecords(day.value(), runbook, freshness)) {
                findings.add(
                        RULE,
                        day.span(),
                        "there is no record of a validation on " + day.value(),
                        "add one " + RecordHelp.of(runbook, day.value(), library.validatedText(runbook)));
            }
        }
    }

    /** An older one has moved backwards, which is told as that. */
    private static boolean isNewerThanAllRecords(LocalDate day, Runbook runbook, Freshness freshness) {
        List<Validation> records =
                freshness.evidence(runbook).map(Evidence::records).orElse(List.of());
        return records.stream().allMatch(record -> record.day().value().isBefore(day));
    }
}
