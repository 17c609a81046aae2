package dev.runproof.compiler;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.output.TextReport;
import java.util.List;

/**
 * What describing an index gave.
 *
 * @param findings what of the index could not be used
 * @param actions how many actions there are
 * @param checks how many checks
 * @param types how many types
 */
public record DescribeReport(List<Finding> findings, int actions, int checks, int types) {

    /** Takes the findings as they are now. */
    public DescribeReport {
        findings = List.copyOf(findings);
    }

    /** Whether all of the index could be described, and was. */
    public boolean passed() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
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

    /** One line: how many findings, and what is described. */
    public String summary() {
        return Summary.of(findings) + "; "
                + (passed()
                        ? "described " + actions + " actions, " + checks + " checks and " + types + " types"
                        : "nothing was written");
    }
}
