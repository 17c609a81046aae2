package dev.runproof.compiler.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What findings weigh in a project, and which of them fail a run. Immutable.
 *
 * @param failOn which findings fail a run
 * @param weights what findings weigh, by the id of their rule; those of other rules weigh what the rule says
 */
public record Policy(FailOn failOn, Map<String, Weight> weights) {

    /** That of a project which changes nothing: each finding has its rule's severity, and errors fail. */
    public static final Policy DEFAULT = new Policy(FailOn.ERROR, Map.of());

    /** Takes the weights as they are now. */
    public Policy {
        weights = Map.copyOf(weights);
    }

    /**
     * Weighs findings.
     *
     * @param findings the findings, in the order in which they are wanted
     * @return those that are shown, with their severities, and how many are not
     */
    public Judgement judge(List<Finding> findings) {
        return judge(findings, new Suppressions(List.of()));
    }

    /**
     * The same with the weights of another one for what a change does to the gate, so that no change can hide what it does.
     *
     * @param before the policy without the change
     * @param rules all that can be found
     * @return the policy
     */
    public Policy keeping(Policy before, List<Rule> rules) {
        var kept = new TreeMap<>(weights);
        for (Rule rule : rules) {
            if (rule.aboutChange()) {
                kept.remove(rule.id());
                Weight weight = before.weights.get(rule.id());
                if (weight != null) {
                    kept.put(rule.id(), weight);
                }
            }
        }
        return new Policy(failOn, kept);
    }

    /** Whether a finding, as it is weighed, fails a run. */
    public boolean fails(Finding weighed) {
        return failOn.isFailedBy(List.of(weighed));
    }

    /** Whether a finding is shown: it is neither switched off nor suppressed. */
    public boolean shows(Finding finding, Suppressions suppressions) {
        Weight weight = weights.getOrDefault(finding.rule().id(), Weight.UNCHANGED);
        return weight.severityOf(finding).isPresent()
                && suppressions.of(finding).isEmpty();
    }

    /**
     * Weighs findings, some of which somebody answers for.
     *
     * @param findings the findings, in the order in which they are wanted
     * @param suppressions for what somebody answers
     * @return those that are shown, with their severities, those that are suppressed, and how many are not shown
     */
    public Judgement judge(List<Finding> findings, Suppressions suppressions) {
        return judge(findings, suppressions, Set.of(), Set.of());
    }

    /**
     * Weighs findings, not all of which are to fail the run.
     *
     * @param findings the findings, in the order in which they are wanted
     * @param suppressions for what somebody answers
     * @param known those of them that were there when the gate came
     * @param untouched those of them with which the change has nothing to do
     * @return those that are shown, with their severities, and what became of the others
     */
    public Judgement judge(
            List<Finding> findings, Suppressions suppressions, Set<Finding> known, Set<Finding> untouched) {
        var suppressed = new ArrayList<Suppressed>();
        var passed = new ArrayList<Finding>();
        var shown = new ArrayList<Finding>();
        SortedMap<String, Integer> leftOut = new TreeMap<>();
        SortedMap<String, Integer> off = new TreeMap<>();
        for (Finding finding : findings) {
            String id = finding.rule().id();
            Optional<Severity> severity =
                    weights.getOrDefault(id, Weight.UNCHANGED).severityOf(finding);
            if (severity.isEmpty()) {
                off.merge(id, 1, Integer::sum);
                continue;
            }
            Finding weighed = finding.weighing(severity.get());
            Optional<Suppression> by = suppressions.of(finding);
            if (by.isPresent()) {
                suppressed.add(new Suppressed(weighed, by.get()));
            } else if (known.contains(finding)) {
                passed.add(weighed);
            } else if (untouched.contains(finding)) {
                leftOut.merge(id, 1, Integer::sum);
            } else {
                shown.add(weighed);
            }
        }
        return new Judgement(this, shown, suppressed, passed, leftOut, off);
    }
}
