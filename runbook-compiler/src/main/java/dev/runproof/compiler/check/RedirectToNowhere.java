package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectTable.End.Nowhere;

/** A redirect to a page that does not exist. */
final class RedirectToNowhere implements Check {

    private static final Rule RULE = Rule.error("redirect-to-nowhere");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Redirect redirect : library.publication().redirects().redirects()) {
            boolean last = library.publication()
                                    .redirects()
                                    .end(redirect.from().value())
                                    .orElse(null)
                            instanceof Nowhere nowhere
                    && nowhere.last().equals(redirect);
            // Those that lead to it are mended with it.
            if (last) {
                findings.add(
                        RULE,
                        redirect.to().span(),
                        "the redirect of " + redirect.from().value() + " leads to " + redirect.page()
                                + ", and there is no such page",
                        library.publication()
                                .pages()
                                .nearest(redirect.page())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("name the page that is now for it, or the one that explains why it is gone"));
            }
        }
    }
}
