package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Slug;
import java.util.HashSet;
import java.util.Set;

/**
 * A runbook to which no alert leads: what it is for is gone, or forgets to link. One whose slug is an alert's name is not
 * told, since the alert itself is: its link is missing or wrong.
 */
final class OrphanRunbook implements Check {

    private static final Rule RULE = Rule.warning("orphan-runbook");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        if (!library.allAlertsRead()) {
            return;
        }
        Listing listing = library.listing();
        Set<String> slugs = new HashSet<>();
        listing.names().forEach(name -> slugs.add(Slug.of(name)));
        for (Runbook runbook : library.runbooks()) {
            boolean belongs = listing.isLinked(runbook)
                    || runbook.frontMatter().listsAlerts()
                    || slugs.contains(runbook.slug().value());
            if (!belongs) {
                findings.add(
                        RULE,
                        runbook.title().span(),
                        "no alert links to this runbook, and it lists none",
                        "list its alerts in its front matter (alerts: [] if it is for none), or remove it");
            }
        }
    }
}
