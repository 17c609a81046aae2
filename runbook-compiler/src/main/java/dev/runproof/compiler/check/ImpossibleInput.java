package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** An input of a transaction that can never come out of an alert that starts it. */
final class ImpossibleInput implements Check {

    private static final Rule RULE = Rule.error("impossible-input").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (BoundInput bound : BoundInput.of(library)) {
            List<Related> places = bound.placesWhere(Delivery.Kind.NEVER, library);
            if (!places.isEmpty()) {
                String carrier = bound.carrier();
                bound.report(
                        findings,
                        RULE,
                        places,
                        bound.described()
                                + (bound.isOfFalco()
                                        ? " comes from the field " + carrier + ", which the events of the Falco rule "
                                                + bound.alert() + " do not have"
                                        : " comes from the label " + carrier + ", which alert " + bound.alert()
                                                + " never carries"),
                        bound.isOfFalco()
                                ? "add %" + carrier
                                        + " to the output, or name a field of it with from: { falco: … }; if "
                                        + "falco.yaml adds it (append_output), list it under added-labels in runbook.yaml"
                                : "keep " + carrier + " in the expression, or name a label that is there with from: { "
                                        + "label: … }; if Prometheus adds it behind the rule (external_labels), list it "
                                        + "under added-labels in runbook.yaml");
            }
        }
    }
}
