package dev.runproof.compiler;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.output.TextReport;
import dev.runproof.compiler.page.SlugsLock;
import java.util.List;

/**
 * What was found and written when the names of pages were locked. Immutable.
 *
 * @param findings what is wrong, by file and place
 * @param pages how many pages the lock holds
 * @param added how many of them are new
 */
public record LockReport(List<Finding> findings, int pages, int added) {

    /** Takes the findings as they are now. */
    public LockReport {
        findings = List.copyOf(findings);
    }

    /** Whether the lock was written, or was right already. */
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

    /** One line: how many findings, and what is locked. */
    public String summary() {
        return Summary.of(findings) + "; "
                + (passed()
                        ? SlugsLock.FILE + " holds " + pages + (pages == 1 ? " page, " : " pages, ") + added
                                + " of them new"
                        : SlugsLock.FILE + " was not written");
    }
}
