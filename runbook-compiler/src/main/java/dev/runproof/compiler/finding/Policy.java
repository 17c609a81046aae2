package dev.runproof.compiler.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /**
     * Weighs findings, some of which somebody answers for.
     *
     * @param findings the findings, in the order in which they are wanted
     * @param suppressions for what somebody answers
     * @return those that are shown, with their severities, those that are suppressed, and how many are not shown
     */
    public Judgement judge(List<Finding> findings, Suppressions suppressions) {
        var suppressed = new ArrayList<Suppressed>();
        var shown = new ArrayList<Finding>();
        SortedMap<String, Integer> off = new TreeMap<>();
        for (Finding finding : findings) {
            Weight weight = weights.getOrDefault(finding.rule().id(), Weight.UNCHANGED);
            weight.severityOf(finding)
                    .ifPresentOrElse(
                            severity -> suppressions
                                    .of(finding)
                                    .ifPresentOrElse(
                                            by -> suppressed.add(new Suppressed(finding.weighing(severity), by)),
                                            () -> shown.add(finding.weighing(severity))),
                            () -> off.merge(finding.rule().id(), 1, Integer::sum));
        }
        return new Judgement(this, shown, suppressed, off);
    }
}
