package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.ReadLink.Destination;
import dev.runproof.compiler.resolve.Resolution.NoPage;
import java.util.List;
import java.util.Optional;

/** A link into a site of ours, to a page that is not there: the pager would show a 404. */
final class UnknownRunbook implements Check {

    private static final Rule RULE = Rule.error("unknown-runbook").ofAlerts();

    /** Whoever has more of them has moved a site; to compare each name with each would take too long. */
    private static final int MOST_SUGGESTED = 100;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        int count = 0;
        for (AlertLink link : library.links()) {
            List<Destination> broken = link.destinations().stream()
                    .filter(destination -> destination.resolution() instanceof NoPage)
                    .toList();
            if (!broken.isEmpty()) {
                NoPage missing = (NoPage) broken.get(0).resolution();
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        link.link().orElseThrow().span(),
                        "alert " + link.alert().name().value() + " links to a runbook that does not exist: "
                                + (missing.name().isEmpty()
                                        ? "the address names no page"
                                        : "there is no " + missing.name())
                                + GivenValues.where(
                                        broken, link.reading().orElseThrow().moreBroken()),
                        help(link, missing, count++ < MOST_SUGGESTED, library));
            }
        }
    }

    private static String help(AlertLink link, NoPage missing, boolean compares, Library library) {
        Optional<String> near =
                meant(link, missing, library).or(() -> compares ? nearest(missing, library) : Optional.empty());
        return near.map(page -> "did you mean " + page + "? Otherwise write the runbook")
                .orElse("write the runbook, or correct the address");
    }

    /** On the site of the link, if it has the page. */
    private static Optional<String> meant(AlertLink link, NoPage missing, Library library) {
        return library.runbookFor(link.alert())
                .flatMap(runbook -> library.resolver().publishing(runbook).stream()
                        .filter(missing.site()::equals)
                        .map(site -> site.addressOf(
                                site.nameOf(runbook), missing.ref().orElse("main")))
                        .map(address -> Library.page(address, runbook))
                        .findFirst()
                        .or(() -> library.pageFor(link.alert())));
    }

    private static Optional<String> nearest(NoPage missing, Library library) {
        return library.resolver()
                .nearestName(missing.site(), missing.name())
                .flatMap(name -> library.resolver()
                        .page(missing.site(), name)
                        .map(runbook -> Library.page(
                                missing.site().addressOf(name, missing.ref().orElse("main")), runbook)));
    }
}
