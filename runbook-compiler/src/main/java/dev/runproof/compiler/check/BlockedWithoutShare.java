package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Safeguard;

/** A block before which nobody looks how much of the good traffic comes from what is blocked. */
final class BlockedWithoutShare implements Check {

    private static final Rule RULE = Rule.error("blocked-without-share");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Unguarded unguarded : Unguarded.of(library, Safeguard.TRAFFIC_SHARE)) {
            unguarded.report(
                    findings,
                    RULE,
                    unguarded.action()
                            + " may stop more good traffic than bad: nothing looks at the target's share of it before",
                    library,
                    "; where nobody can measure it, say there what is to be done");
        }
    }
}
