package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Safeguard;

/** An effect that destroys what an investigation needs, before which nobody looks whether it was kept. */
final class DestroyedWithoutEvidence implements Check {

    private static final Rule RULE = Rule.warning("destroyed-without-evidence");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Unguarded unguarded : Unguarded.of(library, Safeguard.EVIDENCE)) {
            unguarded.report(
                    findings,
                    RULE,
                    unguarded.action()
                            + " destroys what an investigation needs: nothing looks whether it was kept before",
                    library,
                    "");
        }
    }
}
