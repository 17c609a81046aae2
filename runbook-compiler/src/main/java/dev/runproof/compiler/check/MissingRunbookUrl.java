package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.Optional;

/** An alert without a link: who is paged by it has to search. */
final class MissingRunbookUrl implements Check {

    private static final Rule RULE = Rule.error("missing-runbook-url").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            if (link.link().isEmpty()) {
                Alert alert = link.alert();
                findings.add(
                        RULE,
                        AlertSeverity.of(alert),
                        Optional.ofNullable(alert.annotations().get(AlertLink.ANNOTATION))
                                .map(Located::span)
                                .or(alert::annotationsKey)
                                .orElse(alert.name().span()),
                        "alert " + alert.name().value() + " has no " + AlertLink.ANNOTATION,
                        help(alert, library));
            }
        }
    }

    private static String help(Alert alert, Library library) {
        return library.runbookFor(alert)
                .flatMap(runbook -> library.resolver()
                        .addressOf(runbook)
                        .map(address -> "add " + AlertLink.ANNOTATION + ": " + address + " ("
                                + runbook.file().path() + ")"))
                .orElse("write a runbook, and add its address to the annotations as " + AlertLink.ANNOTATION);
    }
}
