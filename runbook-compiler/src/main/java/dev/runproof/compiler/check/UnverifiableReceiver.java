package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.Certainty;
import dev.runproof.compiler.alertmanager.Integration;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;

/** A receiver of which it cannot be decided whether it passes links on. */
final class UnverifiableReceiver implements Check {

    private static final Rule RULE = Rule.warning("unverifiable-receiver");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        UsedReceivers.of(library, (receiver, routes) -> {
            for (Integration integration : receiver.integrations()) {
                if (!integration.message().broken() && integration.message().link() == Certainty.UNKNOWN) {
                    boolean known = !integration.remedy().isEmpty();
                    findings.add(
                            RULE,
                            integration.span(),
                            known
                                    ? "it is not known whether what receiver "
                                            + receiver.name().value() + " sends by " + integration.name()
                                            + " has the link to the runbook in it"
                                    : "it is not known what receiver "
                                            + receiver.name().value() + " sends by " + integration.key(),
                            known
                                    ? "write the link where no condition can leave it out, such as "
                                            + integration.remedy()
                                    : "look whether it passes annotations on");
                }
            }
        });
    }
}
