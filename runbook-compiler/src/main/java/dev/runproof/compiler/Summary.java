package dev.runproof.compiler;

import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Counts findings in words. */
final class Summary {

    private Summary() {}

    static String of(List<Finding> findings) {
        String counts = Arrays.stream(Severity.values())
                .map(severity -> count(findings, severity))
                .filter(count -> !count.isEmpty())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no findings" : counts;
    }

    /** With what the configuration lets pass, so that a green run does not hide it. */
    static String of(Judgement judgement) {
        boolean letPass = judgement.passed()
                && judgement.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        String off = counts(judgement.off());
        String untouched = counts(judgement.untouched());
        int suppressed = judgement.suppressed().size();
        int known = judgement.known().size();
        return of(judgement.findings())
                + (suppressed == 0 ? "" : ", " + suppressed + " suppressed")
                + (known == 0 ? "" : ", " + known + " in the baseline")
                + (letPass
                        ? " let pass, for fail-on is "
                                + judgement.policy().failOn().word()
                        : "")
                + (untouched.isEmpty() ? "" : "; left out, for the change does not touch it: " + untouched)
                + (off.isEmpty() ? "" : "; switched off: " + off);
    }

    private static String counts(SortedMap<String, Integer> byRule) {
        return byRule.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /** What was not known of the change, where that made findings weigh more or less. */
    static Optional<String> ofBase(Judgement judgement, CheckOptions options, boolean baseFound) {
        if (options.base().isPresent()) {
            return baseFound
                    ? Optional.empty()
                    : Optional.of("the base has no such configuration, so that each runbook counts as changed");
        }
        long less = judgement.findings().stream().filter(Freshness::isWeighed).count();
        return less == 0 || options.scheduled()
                ? Optional.empty()
                : Optional.of("without a base to compare with, " + less
                        + (less == 1
                                ? " validation of no more worth is a warning"
                                : " validations of no more worth are warnings"));
    }

    private static String count(List<Finding> findings, Severity severity) {
        long count = findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
        return count == 0 ? "" : count + " " + severity.word() + (count == 1 ? "" : "s");
    }
}
