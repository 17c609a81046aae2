package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Runbook;
import java.util.Collections;

/** A section that should say how bad it is, and defines no class. */
final class UndefinedSeverity implements Check {

    private static final Rule RULE = Rule.error("undefined-severity");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Runbook runbook : library.runbooks()) {
            SeverityClasses.of(runbook, library.sections())
                    .filter(classes -> Collections.disjoint(classes.defined(), SeverityClasses.NEEDED))
                    .ifPresent(classes -> findings.add(
                            RULE,
                            classes.section().heading().span(),
                            "the section defines none of P1, P2 and P3",
                            "say when it is which, such as - **P1**: the source is internal; one class is enough if there is "
                                    + "no other"));
        }
    }
}
