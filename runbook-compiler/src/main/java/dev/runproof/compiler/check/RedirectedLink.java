package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.Resolution.Page;

/** A link to the old name of a page: it works as long as the redirect does. */
final class RedirectedLink implements Check {

    private static final Rule RULE = Rule.warning("redirected-link").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            if (link.resolution().orElse(null) instanceof Page page
                    && page.redirectedFrom().isPresent()) {
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        link.link().orElseThrow().span(),
                        "alert " + link.alert().name().value() + " links to "
                                + page.redirectedFrom().get() + ", which is redirected to "
                                + page.runbook().file().path(),
                        library.resolver()
                                .addressOf(page.runbook())
                                .map(address -> "link to " + address)
                                .orElse("link to the page itself"));
            }
        }
    }
}
