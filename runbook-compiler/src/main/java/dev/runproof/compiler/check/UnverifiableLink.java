package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.resolve.ReadLink;
import dev.runproof.compiler.resolve.Resolution.Unverifiable;
import java.util.List;

/** A link of which nobody can say before the alert fires where it leads. */
final class UnverifiableLink implements Check {

    private static final Rule RULE = Rule.warning("unverifiable-link").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            for (Unverifiable doubt : link.reading().map(ReadLink::doubts).orElse(List.of())) {
                findings.add(
                        RULE,
                        AlertSeverity.of(link.alert()),
                        link.link().orElseThrow().span(),
                        "the link of alert " + link.alert().name().value() + " cannot be checked: " + doubt.why(),
                        doubt.help());
            }
        }
    }
}
