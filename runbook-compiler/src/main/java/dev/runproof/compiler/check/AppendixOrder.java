package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.model.Runbook;
import java.util.List;
import java.util.Map;

/** An appendix between the sections: what can wait stands in the way of what cannot. */
final class AppendixOrder implements Check {

    private static final Rule RULE = Rule.error("appendix-order");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Runbook runbook : library.runbooks()) {
            Outline outline = Outline.of(runbook, library.sections());
            List<Map.Entry<String, Heading>> placed = outline.placed();
            if (placed.isEmpty()) {
                continue;
            }
            Map.Entry<String, Heading> last = placed.get(placed.size() - 1);
            for (Heading appendix : outline.appendices()) {
                if (appendix.span().start() < last.getValue().span().start()) {
                    findings.add(
                            RULE,
                            appendix.span(),
                            "an appendix stands before the section " + last.getKey(),
                            "move it behind that section, which is the last one");
                }
            }
        }
    }
}
