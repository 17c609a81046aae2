package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.ReadLink.Destination;
import dev.runproof.compiler.resolve.Resolution.Elsewhere;
import java.util.List;

/** A link that leads to none of our sites, so that nobody knows here whether there is a page. */
final class LinkElsewhere implements Check {

    private static final Rule RULE = Rule.warning("link-elsewhere").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            List<Destination> stray = link.destinations().stream()
                    .filter(destination -> destination.resolution() instanceof Elsewhere)
                    .toList();
            if (!stray.isEmpty()) {
                Elsewhere where = (Elsewhere) stray.get(0).resolution();
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        link.link().orElseThrow().span(),
                        "alert " + link.alert().name().value() + " links out of the sites of runbook.yaml: the address "
                                + where.why()
                                + GivenValues.where(
                                        stray, link.reading().orElseThrow().moreBroken()),
                        help(link, where, library));
            }
        }
    }

    private static String help(AlertLink link, Elsewhere where, Library library) {
        String meant = library.pageFor(link.alert())
                .map(page -> "link to " + page + ", which is for this alert")
                .orElse("");
        return where.help()
                .map(help -> meant.isEmpty() ? help : help + "; or " + meant)
                .orElseGet(() -> meant.isEmpty()
                        ? "link to a runbook that is here, or add the site to sites: in runbook.yaml"
                        : meant + ", or add the site to sites: in runbook.yaml");
    }
}
