package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectTable.End.Page;

/** A redirect to a redirect: each step more is one more that can break. */
final class RedirectChain implements Check {

    private static final Rule RULE = Rule.warning("redirect-chain");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Redirect redirect : library.publication().redirects().redirects()) {
            if (library.publication().redirects().end(redirect.from().value()).orElse(null) instanceof Page page
                    && !page.last().equals(redirect)) {
                findings.add(
                        RULE,
                        redirect.to().span(),
                        "the redirect of " + redirect.from().value() + " leads to another redirect",
                        "write " + redirect.from().value() + ": "
                                + page.last().to().value());
            }
        }
    }
}
