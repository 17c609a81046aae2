package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Runbook;
import java.time.LocalDate;

/** The record that a person would write, in help lines. */
final class RecordHelp {

    private RecordHelp() {}

    /** The record of a validation of what stands there now, and where it goes. */
    static String of(Runbook runbook, LocalDate day, Library library) {
        return "to validations.yaml, below " + runbook.slug().value() + ": records:, - { date: " + day
                + ", who: NAME, how: exercise|incident|review, reference: WHERE, " + library.validatedText(runbook)
                + " }";
    }
}
