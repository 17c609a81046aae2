package dev.runproof.compiler;

import dev.runproof.compiler.check.AlertLink;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.output.Ledger;
import dev.runproof.compiler.output.TextReport;
import java.util.List;

/**
 * What a check of runbooks and alert rules found. Immutable.
 *
 * @param findings what is wrong, by file and place
 * @param ledger what was looked at
 * @param runbooks the runbooks that were read, by file
 * @param links the alerts that were read, with where their links lead
 */
public record CheckReport(List<Finding> findings, Ledger ledger, List<Runbook> runbooks, List<AlertLink> links) {

    /** Takes the lists as they are now. */
    public CheckReport {
        findings = List.copyOf(findings);
        runbooks = List.copyOf(runbooks);
        links = List.copyOf(links);
    }

    /** Whether nothing refuses the change. */
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

    /** One line: how many findings, and what was looked at. */
    public String summary() {
        return Summary.of(findings) + "; " + ledger;
    }
}
