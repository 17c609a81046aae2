package dev.runproof.compiler.suppression;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suppressions;

/** Finds suppressions of what is not there any more: the next mistake of that kind would hide behind them. */
public final class UnusedSuppressions {

    private UnusedSuppressions() {}

    /**
     * Looks, unless something could not be read: what was not looked for is not gone.
     *
     * @param suppressions all suppressions
     * @param findings all findings; takes what is wrong
     */
    public static void report(Suppressions suppressions, Findings findings) {
        if (findings.tellOfUnread()) {
            return;
        }
        suppressions
                .unused(findings.sorted())
                .forEach(suppression -> findings.add(
                        SuppressionRules.UNUSED_SUPPRESSION,
                        suppression.comment(),
                        "there is no " + suppression.rule() + " here any more",
                        "remove the comment"));
    }
}
