package dev.runproof.compiler.check;

import dev.runproof.compiler.anchor.Anchors;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;

/** A link from a runbook to a heading that it, or another runbook, lacks. */
final class BrokenAnchor implements Check {

    private static final Rule RULE = Rule.error("broken-anchor");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (RunbookLink link : RunbookLink.of(library)) {
            String fragment = link.fragment();
            if (link.target().isPresent() && !fragment.isEmpty()) {
                Runbook target = link.target().get();
                boolean found = link.dialects().stream()
                        .anyMatch(dialect ->
                                library.resolver().anchors(target, dialect).has(fragment));
                if (!found) {
                    Anchors anchors = library.resolver()
                            .anchors(target, link.dialects().iterator().next());
                    findings.add(
                            RULE,
                            link.link().span(),
                            "the link leads to a heading that "
                                    + (target.file().equals(link.runbook().file())
                                            ? "this page"
                                            : target.file().path())
                                    + " lacks: there is no #" + fragment,
                            Headings.help(anchors, fragment));
                }
            }
        }
    }
}
