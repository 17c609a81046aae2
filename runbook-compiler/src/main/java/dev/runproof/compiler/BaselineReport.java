package dev.runproof.compiler;

import dev.runproof.compiler.baseline.Baseline;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.output.TextReport;
import java.util.List;
import java.util.Optional;

/**
 * What became of the baseline. Immutable.
 *
 * @param findings what kept it from being written, by file and place
 * @param problem what else did, as a clause
 * @param known how many findings it holds
 * @param added how many of them are new in it
 * @param mended how many were taken out
 * @param unknown how many findings are not in it
 */
public record BaselineReport(
        List<Finding> findings, Optional<String> problem, int known, int added, int mended, int unknown) {

    /** Takes the findings as they are now. */
    public BaselineReport {
        findings = List.copyOf(findings);
    }

    static BaselineReport refused(List<Finding> findings) {
        return new BaselineReport(findings, Optional.of("what is not read may be wrong or mended"), 0, 0, 0, 0);
    }

    static BaselineReport refused(String problem) {
        return new BaselineReport(List.of(), Optional.of(problem), 0, 0, 0, 0);
    }

    static BaselineReport of(int known, int added, int mended, int unknown) {
        return new BaselineReport(List.of(), Optional.empty(), known, added, mended, unknown);
    }

    /** Whether the file is as it has to be now. */
    public boolean passed() {
        return problem.isEmpty();
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

    /** One line: what the file holds, or why it was not written. */
    public String summary() {
        if (problem.isPresent()) {
            return Baseline.FILE + " was not written: " + problem.get();
        }
        String others = unknown == 0 ? "" : "; " + counted(unknown) + (unknown == 1 ? " is" : " are") + " not in it";
        if (known == 0) {
            return (mended == 0
                            ? "nothing that a baseline could hold"
                            : "all of it is mended: " + Baseline.FILE + " is removed")
                    + others;
        }
        return Baseline.FILE + " holds " + counted(known)
                + (added > 0
                        ? ", all of them new"
                        : ", " + mended + " mended " + (mended == 1 ? "is" : "are") + " taken out")
                + others;
    }

    private static String counted(int count) {
        return count + (count == 1 ? " finding" : " findings");
    }
}
