package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectTable.End.Loop;

/** Redirects that lead back to where they began. */
final class RedirectLoop implements Check {

    private static final Rule RULE = Rule.error("redirect-loop");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Redirect redirect : library.publication().redirects().redirects()) {
            if (library.publication().redirects().end(redirect.from().value()).orElse(null) instanceof Loop) {
                findings.add(
                        RULE,
                        redirect.to().span(),
                        "the redirect of " + redirect.from().value() + " leads round in a circle",
                        "let it lead to a page that exists");
            }
        }
    }
}
