package dev.runproof.compiler.suppression;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppressions;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds suppressions of what is not there any more: the next mistake of that kind would hide behind them. */
public final class UnusedSuppressions {

    private UnusedSuppressions() {}

    /**
     * Looks, unless something could not be read: what was not looked for is not gone.
     *
     * @param suppressions all suppressions
     * @param notLookedFor what this run does not look for
     * @param findings all findings; takes what is wrong
     */
    public static void report(Suppressions suppressions, Collection<Rule> notLookedFor, Findings findings) {
        if (findings.tellOfUnread()) {
            return;
        }
        Set<String> left = notLookedFor.stream().map(Rule::id).collect(Collectors.toSet());
        suppressions.unused(findings.sorted()).stream()
                .filter(suppression -> !left.contains(suppression.rule()))
                .forEach(suppression -> findings.add(
                        SuppressionRules.UNUSED_SUPPRESSION,
                        suppression.comment(),
                        "there is no " + suppression.rule() + " here any more",
                        "remove the comment"));
    }
}
