package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.ReadLink;

/** A link with its query behind its fragment: browsers take all of it for the name of a heading, and send no query. */
final class QueryAfterFragment implements Check {

    private static final Rule RULE = Rule.error("query-after-fragment").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            link.reading()
                    .flatMap(ReadLink::inOrder)
                    .ifPresent(right -> findings.add(
                            RULE,
                            AlertSeverity.of(link.alert()),
                            link.link().orElseThrow().span(),
                            "alert " + link.alert().name().value() + " links to an address with its query behind its "
                                    + "fragment, so that the page gets neither",
                            "write " + right));
        }
    }
}
