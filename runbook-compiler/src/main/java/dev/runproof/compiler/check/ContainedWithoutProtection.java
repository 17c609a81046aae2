package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Safeguard;

/** A containment before which nobody looks whether its target may be contained at all. */
final class ContainedWithoutProtection implements Check {

    private static final Rule RULE = Rule.error("contained-without-protection");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Unguarded unguarded : Unguarded.of(library, Safeguard.PROTECTION)) {
            unguarded.report(
                    findings,
                    RULE,
                    unguarded.action() + " may hit what must never be contained: nothing looks at that before",
                    library,
                    "");
        }
    }
}
