package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.query.Outcome;
import dev.runproof.compiler.query.Outcomes;

/** An alert whose expression gives nothing, whatever happens: whoever relies on it is never told. */
final class NeverFires implements Check {

    private static final Rule RULE = Rule.warning("never-fires").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        PromQlAlert.each(library, alert -> {
            Outcome outcome = Outcomes.of(alert.query());
            if (outcome.result() == Outcome.Result.NEVER) {
                outcome.reason()
                        .ifPresent(reason -> alert.report(
                                findings,
                                RULE,
                                reason.range(),
                                "alert " + alert.name() + " never fires: " + reason.text(),
                                reason.help()));
            }
        });
    }
}
