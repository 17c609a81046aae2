package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** An input of a transaction of which nobody can say whether the alert that starts it has it. */
final class UnverifiableInput implements Check {

    private static final Rule RULE = Rule.warning("unverifiable-input").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (BoundInput bound : library.inputs()) {
            List<Related> places = bound.placesWhere(Delivery.Kind.UNKNOWN, library);
            if (!places.isEmpty()) {
                bound.report(
                        findings,
                        RULE,
                        places,
                        bound.described() + " comes from the label " + bound.carrier()
                                + ", and it is not known whether alert " + bound.alert() + " carries it",
                        "try it with the server that evaluates the rule; an input of a transaction can have a default instead");
            }
        }
    }
}
