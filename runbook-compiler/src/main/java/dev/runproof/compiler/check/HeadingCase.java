package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.ReadLink.Destination;
import dev.runproof.compiler.resolve.Resolution.Page;
import java.util.List;

/** A link to a heading in other letters, capital or small, than those of its anchor: some browsers and sites forgive that. */
final class HeadingCase implements Check {

    private static final Rule RULE = Rule.warning("heading-case").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            List<Destination> wrong = link.destinations().stream()
                    .filter(destination -> Headings.isWrong(destination, true, library))
                    .toList();
            if (!wrong.isEmpty()) {
                Page page = (Page) wrong.get(0).resolution();
                String fragment = wrong.get(0).fragment().orElseThrow();
                String right = Headings.of(page, library).ignoringCase(fragment).orElseThrow();
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        link.link().orElseThrow().span(),
                        "alert " + link.alert().name().value() + " links to #" + fragment + ", and "
                                + page.runbook().file().path() + " has #" + right + GivenValues.where(wrong, 0),
                        "write #" + right + ", since capital letters count in anchors");
            }
        }
    }
}
