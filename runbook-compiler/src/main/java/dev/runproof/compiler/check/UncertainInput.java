package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** An input of a transaction that may be missing in an alert that starts it. */
final class UncertainInput implements Check {

    private static final Rule RULE = Rule.warning("uncertain-input").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (BoundInput bound : library.inputs()) {
            List<Related> places = bound.placesWhere(Delivery.Kind.SOMETIMES, library);
            if (!places.isEmpty()) {
                String carrier = bound.carrier();
                bound.report(
                        findings,
                        RULE,
                        places,
                        bound.described()
                                + (bound.isOfFalco()
                                        ? " comes from the field " + carrier + ", which events of the Falco rule "
                                                + bound.alert() + " may lack"
                                        : " comes from the label " + carrier + ", which alert " + bound.alert()
                                                + " may lack"),
                        bound.isOfFalco()
                                ? "add %" + carrier + " to the output"
                                : "select only series that have it, with " + carrier
                                        + "!=\"\"; an input of a transaction can have a default instead");
            }
        }
    }
}
