package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.SourceFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An alert whose link leads to a runbook that is for other alerts: the page exists, and is the wrong one. */
final class AlertNotListed implements Check {

    private static final Rule RULE = Rule.error("alert-not-listed");

    private record Pair(String alert, SourceFile runbook) {}

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Listing listing = library.listing();
        Set<Pair> good = new HashSet<>();
        for (Runbook runbook : library.runbooks()) {
            for (Located<String> alert : runbook.frontMatter().alerts()) {
                good.add(new Pair(alert.value(), runbook.file()));
            }
        }
        for (AlertLink link : library.links()) {
            String name = link.alert().name().value();
            for (Runbook page : link.link().isPresent() ? link.pages() : List.<Runbook>of()) {
                if ((page.frontMatter().listsAlerts()
                                || library.byAlert().listing(name).isPresent())
                        && !(library.allAlertsRead() && listing.listsByOldName(page, name))
                        // Once for an alert of several rules.
                        && good.add(new Pair(name, page.file()))) {
                    findings.add(
                            RULE,
                            link.link().orElseThrow().span(),
                            "alert " + name + " links to " + page.file().path() + ", which does not list it",
                            help(link.alert(), page, library.byAlert().listing(name), library));
                }
            }
        }
    }

    private static String help(Alert alert, Runbook linked, Optional<Runbook> listing, Library library) {
        return listing.flatMap(runbook -> library.resolver()
                        .addressOf(runbook)
                        .map(address -> "link to " + address + ", since "
                                + runbook.file().path() + " lists it"))
                .orElseGet(() -> "add " + alert.name().value() + " to alerts: in "
                        + linked.file().path() + ", or link to the runbook that it belongs to");
    }
}
