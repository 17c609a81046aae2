package dev.runproof.compiler;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.output.TextReport;
import java.util.List;

/**
 * What the writing of manifests found. Immutable.
 *
 * @param findings what is wrong with runbooks, their transactions, or how these are to run, by file and place
 * @param enforced how many transactions and responses act
 * @param audited how many are run in audit mode
 */
public record ManifestsReport(List<Finding> findings, int enforced, int audited) {

    /** Takes the findings as they are now. */
    public ManifestsReport {
        findings = List.copyOf(findings);
    }

    /** Whether there is no error, so that everything was written. */
    public boolean passed() {
        return Policy.DEFAULT.judge(findings).passed();
    }

    /**
     * The findings as text for people.
     *
     * @param colour whether to use the colours of ANSI terminals
     * @return lines ending with LF; empty if there is no finding
     */
    public String text(boolean colour) {
        return new TextReport(colour).of(findings);
    }

    /** One line: how many findings, and what the manifests are for. */
    public String summary() {
        int all = enforced + audited;
        return Summary.of(findings) + "; "
                + (passed()
                        ? "manifests written for " + all
                                + (all == 1 ? " transaction or response, " : " transactions and responses, ") + enforced
                                + " of them enforced"
                        : "no manifests written");
    }
}
