package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.validation.ValidatedText;
import java.time.LocalDate;

/** The record that a person would write, in help lines. */
final class RecordHelp {

    private RecordHelp() {}

    /** The record of a validation of a text, and where it goes. */
    static String of(Runbook runbook, LocalDate day, ValidatedText text) {
        return "to validations.yaml, below " + runbook.slug().value() + ": records:, - { date: " + day
                + ", who: NAME, how: exercise|incident|review, reference: WHERE, " + text
                + " }";
    }
}
