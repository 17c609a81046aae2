package dev.runproof.compiler;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.output.TextReport;
import java.util.List;

/**
 * What a compilation of transactions found. Immutable.
 *
 * @param findings what is wrong with the runbooks and their transactions, by file and place
 * @param transactions how many transactions were compiled, or would have been
 */
public record GenerateReport(List<Finding> findings, int transactions) {

    /** Takes the findings as they are now. */
    public GenerateReport {
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

    /** One line: how many findings, and how many transactions. */
    public String summary() {
        String what = transactions + (transactions == 1 ? " transaction" : " transactions");
        return Summary.of(findings) + "; " + (passed() ? what + " compiled" : "no transaction compiled");
    }
}
