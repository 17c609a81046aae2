package dev.runproof.compiler.finding;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The findings of a run as a project weighs them. Immutable.
 *
 * @param policy how it weighs them
 * @param findings those that are shown, by file and place
 * @param suppressed those that somebody answers for, by file and place
 * @param known those that were there when the gate came, by file and place
 * @param untouched how many are left out because the change has nothing to do with them, by the id of their rule
 * @param off how many are not, by the id of the rule that is switched off
 */
public record Judgement(
        Policy policy,
        List<Finding> findings,
        List<Suppressed> suppressed,
        List<Finding> known,
        SortedMap<String, Integer> untouched,
        SortedMap<String, Integer> off) {

    /** Takes the findings as they are now. */
    public Judgement {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        known = List.copyOf(known);
        untouched = Collections.unmodifiableSortedMap(new TreeMap<>(untouched));
        off = Collections.unmodifiableSortedMap(new TreeMap<>(off));
    }

    /** Whether nothing fails the run. */
    public boolean passed() {
        return !policy.failOn().isFailedBy(findings);
    }
}
