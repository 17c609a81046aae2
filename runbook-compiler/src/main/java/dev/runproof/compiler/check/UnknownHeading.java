package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.ReadLink.Destination;
import dev.runproof.compiler.resolve.Resolution.Page;
import java.util.List;

/** A link to a heading that its page lacks: the page opens, at its top, and nobody is told. */
final class UnknownHeading implements Check {

    private static final Rule RULE = Rule.error("unknown-heading").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            List<Destination> wrong = link.destinations().stream()
                    .filter(destination -> Headings.isWrong(destination, false, library))
                    .toList();
            if (!wrong.isEmpty()) {
                Page page = (Page) wrong.get(0).resolution();
                String fragment = wrong.get(0).fragment().orElseThrow();
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        link.link().orElseThrow().span(),
                        "alert " + link.alert().name().value() + " links to a heading that "
                                + page.runbook().file().path() + " lacks: there is no #" + fragment
                                + " by the rules of "
                                + page.site().orElseThrow().headings().word() + GivenValues.where(wrong, 0),
                        Headings.help(Headings.of(page, library), fragment));
            }
        }
    }
}
