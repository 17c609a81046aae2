package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;
import dev.runproof.compiler.model.Titles;
import dev.runproof.compiler.source.Span;
import java.util.regex.Pattern;

/** A section for the first five minutes that is a text to read, and nothing to do. */
final class TriageWithoutSteps implements Check {

    private static final Rule RULE = Rule.error("triage-without-steps");

    /** An item of a list, a numbered heading, a row of a table, or a numbered step. */
    private static final Pattern STEP = Pattern.compile(
            "^[ \\t>]{0,9}(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]+\\S|#{3,6}[ \\t]+(?:(?i:step)[ \\t]+)?\\d|\\*{0,2}(?i:step)[ \\t]+\\d|\\|.*\\w)",
            Pattern.MULTILINE);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        if (!library.sections().contains(Titles.TRIAGE)) {
            return;
        }
        for (Runbook runbook : library.runbooks()) {
            for (Section section : runbook.sections()) {
                if (section.heading().text().equals(Titles.TRIAGE) && !hasSteps(runbook, section.body())) {
                    findings.add(
                            RULE,
                            section.heading().span(),
                            "the triage has no steps",
                            "write what to do, in order, as a list or as commands");
                }
            }
        }
    }

    /** An empty section is told elsewhere. */
    private static boolean hasSteps(Runbook runbook, Span body) {
        String seen = runbook.document().content().substring(body.start(), body.end());
        return seen.isBlank()
                || runbook.document().fencedBlocks().stream()
                        .anyMatch(block -> body.start() <= block.fence().start()
                                && block.fence().end() <= body.end()
                                && !block.content().text().isBlank())
                || STEP.matcher(seen).find()
                || STEP.matcher(body.text()).find();
    }
}
