package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;

/** A heading that promises something, with nothing below it. */
final class EmptySection implements Check {

    private static final Rule RULE = Rule.error("empty-section");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Runbook runbook : library.runbooks()) {
            String content = runbook.document().content();
            for (Section section : runbook.sections()) {
                if (content.substring(section.body().start(), section.body().end())
                        .isBlank()) {
                    findings.add(
                            RULE,
                            section.heading().span(),
                            "the section " + section.heading().text() + " is empty",
                            "write it; if there is nothing to do here, say so and why");
                }
            }
        }
    }
}
