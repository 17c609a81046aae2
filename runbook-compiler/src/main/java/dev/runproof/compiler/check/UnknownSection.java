package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.parse.RunbookFile;

/** A section beside those that every runbook has: nobody looks for it there. */
final class UnknownSection implements Check {

    private static final Rule RULE = Rule.warning("unknown-section");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        if (library.sections().isEmpty()) {
            return;
        }
        for (Runbook runbook : library.runbooks()) {
            for (Heading heading : Outline.of(runbook, library.sections()).others()) {
                findings.add(
                        RULE,
                        heading.span(),
                        "the section " + heading.text() + " is none of those that a runbook has",
                        "put it into one of them as ### " + heading.text() + ", or behind them as "
                                + (RunbookFile.isYaml(runbook.location()) ? "" : "## ") + "Appendix: "
                                + heading.text());
            }
        }
    }
}
