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
            Alert alert = link.alert();
            if (link.link().isEmpty() && alert.kind() == Alert.Kind.PROMETHEUS) {
                findings.add(
                        RULE,
                        AlertSeverity.of(alert),
                        Optional.ofNullable(alert.annotations().get(link.annotation()))
                                .map(Located::span)
                                .or(alert::annotationsKey)
                                .orElse(alert.name().span()),
                        "alert " + alert.name().value() + " has no " + link.annotation(),
                        help(link, library));
            }
        }
    }

    private static String help(AlertLink link, Library library) {
        return library.pageFor(link.alert())
                .map(page -> "add " + link.annotation() + ": " + page)
                .orElse("write a runbook, and add its address to the annotations as " + link.annotation());
    }
}
