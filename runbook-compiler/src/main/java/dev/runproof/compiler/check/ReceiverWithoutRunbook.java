package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.Certainty;
import dev.runproof.compiler.alertmanager.Integration;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;

/** A receiver whose messages have no link in them: the alert has one, and who is paged never sees it. */
final class ReceiverWithoutRunbook implements Check {

    private static final Rule RULE = Rule.error("receiver-without-runbook");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        UsedReceivers.of(library, (receiver, routes) -> {
            for (Integration integration : receiver.integrations()) {
                if (!integration.message().broken() && integration.message().link() == Certainty.NO) {
                    findings.add(
                            RULE,
                            integration.span(),
                            "what receiver " + receiver.name().value() + " sends by " + integration.name()
                                    + " has no link to a runbook in it",
                            "add " + integration.remedy());
                }
            }
        });
    }
}
