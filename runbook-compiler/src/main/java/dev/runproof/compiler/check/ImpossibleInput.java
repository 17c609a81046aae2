package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** An input of a transaction that can never come out of an alert that starts it. */
final class ImpossibleInput implements Check {

    private static final Rule RULE = Rule.error("impossible-input").ofAlerts();
    private static final int MOST_SHOWN = 6;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (BoundInput bound : library.inputs()) {
            List<Related> places = bound.placesWhere(Delivery.Kind.NEVER, library);
            if (!places.isEmpty()) {
                bound.report(findings, RULE, places, message(bound), help(bound, library));
            }
        }
    }

    private static String message(BoundInput bound) {
        return bound.described()
                + (bound.isOfFalco()
                        ? " comes from the field " + bound.carrier() + ", which the events of the Falco rule "
                                + bound.alert() + " do not have"
                        : " comes from the label " + bound.carrier() + ", which alert " + bound.alert()
                                + " never carries");
    }

    private static String help(BoundInput bound, Library library) {
        return bound.isOfFalco()
                ? "add %" + bound.carrier()
                        + " to the output, or name a field of it with from: { falco: … }; if falco.yaml "
                        + "adds it (append_output), list it under added-labels in runbook.yaml"
                : "keep " + bound.carrier()
                        + " in the expression, or name a label that is there with from: { label: … }"
                        + there(bound, library)
                        + "; if Prometheus adds it behind the rule (external_labels), list it under added-labels in "
                        + "runbook.yaml";
    }

    /** Such as {@code (client_ip, namespace)}; nothing if the expression names none. */
    private static String there(BoundInput bound, Library library) {
        List<String> labels = library.labelsByAlert()
                .of(bound.rules().get(0))
                .map(KnownLabels::named)
                .orElse(List.of());
        return labels.isEmpty()
                ? ""
                : " (" + String.join(", ", labels.subList(0, Math.min(labels.size(), MOST_SHOWN))) + ")";
    }
}
