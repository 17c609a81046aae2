package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.Site;
import java.util.HashMap;
import java.util.Map;

/** Two runbooks for one address: which one the site shows is chance. Of no concern where pages are named by their files. */
final class DuplicateSlug implements Check {

    private static final Rule RULE = Rule.error("duplicate-slug");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        if (library.sites().stream().noneMatch(Site::isBySlug)) {
            return;
        }
        Map<String, Runbook> first = new HashMap<>();
        for (Runbook runbook : library.runbooks()) {
            Runbook other = first.putIfAbsent(runbook.slug().value(), runbook);
            if (other != null) {
                findings.add(
                        RULE,
                        runbook.slug().span(),
                        "the slug " + runbook.slug().value() + " is taken by "
                                + other.file().path(),
                        "give one of the two another title, or a slug: in its front matter");
            }
        }
    }
}
