package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;

/** A heading that promises something, with nothing below it. An error where the configuration asks for the section. */
final class EmptySection implements Check {

    private static final Rule RULE = Rule.warning("empty-section");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Runbook runbook : library.runbooks()) {
            for (Section section : runbook.sections()) {
                if (runbook.document().hasNoContent(section.body())) {
                    boolean asked =
                            library.sections().contains(section.heading().text());
                    findings.add(new Finding(
                            RULE,
                            asked ? Severity.ERROR : Severity.WARNING,
                            section.heading().span(),
                            "the section " + section.heading().text() + " is empty",
                            "write it; if there is nothing to do here, say so and why"));
                }
            }
        }
    }
}
