package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Runbook;
import java.time.LocalDate;

/** The record that a person would write, in help lines. */
final class RecordHelp {

    private RecordHelp() {}

    /** The lines of {@code validations.yaml}, on one. */
    static String of(Runbook runbook, LocalDate day, Library library) {
        return "below records: of " + runbook.slug().value() + " in validations.yaml, - { date: " + day
                + ", who: NAME, how: exercise, incident or review, reference: WHERE, " + library.validatedText(runbook)
                + " }";
    }
}
