package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.page.Redirect;

/** A redirect under the name of a page that exists: which of the two is shown is chance. */
final class RedirectOfPage implements Check {

    private static final Rule RULE = Rule.error("redirect-of-page");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Redirect redirect : library.publication().redirects().redirects()) {
            library.publication()
                    .pages()
                    .of(redirect.from().value())
                    .ifPresent(runbook -> findings.add(
                            RULE,
                            redirect.from().span(),
                            redirect.from().value() + " is redirected, and is the page of "
                                    + runbook.file().path(),
                            "remove the redirect, or give the page another name by slug: in its front matter"));
        }
    }
}
