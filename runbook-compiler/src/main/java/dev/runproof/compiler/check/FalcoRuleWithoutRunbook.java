package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Runbook;
import java.util.Set;

/** A rule of Falco that no runbook lists: it has no place for a link of its own. A warning below the priority CRITICAL. */
final class FalcoRuleWithoutRunbook implements Check {

    private static final Rule RULE = Rule.error("falco-rule-without-runbook").ofAlerts();
    private static final Set<String> PAGING = Set.of("emergency", "alert", "critical");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            Alert alert = link.alert();
            if (alert.kind() == Alert.Kind.FALCO && link.resolution().isEmpty()) {
                String name = alert.name().value();
                var finding = new Finding(
                        RULE,
                        severity(alert),
                        alert.name().span(),
                        "no runbook lists the Falco rule " + name,
                        library.runbookFor(alert)
                                .map(Runbook::file)
                                .map(file -> "add " + name + " to alerts: in the front matter of " + file.path())
                                .orElse("write a runbook, and list " + name + " in its front matter under alerts:"));
                findings.add(finding.about(AlertSeverity.of(alert)));
            }
        }
    }

    private static Severity severity(Alert alert) {
        return AlertSeverity.of(alert).filter(PAGING::contains).isPresent() ? Severity.ERROR : Severity.WARNING;
    }
}
