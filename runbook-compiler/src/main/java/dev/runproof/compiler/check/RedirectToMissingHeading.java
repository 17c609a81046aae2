package dev.runproof.compiler.check;

import dev.runproof.compiler.anchor.Anchors;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectTable.End.Page;
import dev.runproof.compiler.resolve.Site;

/** A redirect to a place that its page lacks: the reader lands at the top, and does not see why. */
final class RedirectToMissingHeading implements Check {

    private static final Rule RULE = Rule.error("redirect-to-missing-heading");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Redirect redirect : library.publication().redirects().redirects()) {
            if (library.publication().redirects().end(redirect.from().value()).orElse(null) instanceof Page page
                    && page.last().equals(redirect)
                    && redirect.anchor().isPresent()) {
                check(redirect, redirect.anchor().get(), page, library, findings);
            }
        }
    }

    /** By the rules of the first site that publishes the page and on which the place is not there. */
    private static void check(Redirect redirect, String anchor, Page page, Library library, Findings findings) {
        for (Site site : library.resolver().publishing(page.runbook())) {
            Anchors anchors = library.resolver().anchors(page.runbook(), site.headings());
            if (!anchors.has(anchor)) {
                findings.add(
                        RULE,
                        redirect.to().span(),
                        "the redirect of " + redirect.from().value() + " leads to a heading that "
                                + page.runbook().file().path() + " lacks: there is no #" + anchor
                                + " by the rules of " + site.headings().word(),
                        Headings.help(anchors, anchor));
                return;
            }
        }
    }
}
