package dev.runproof.compiler;

import dev.runproof.compiler.edit.Change;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.output.Terminal;
import dev.runproof.compiler.output.TextReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was changed in files, or would be. Immutable.
 *
 * @param findings what could not be read, so that nothing was changed
 * @param problem what else kept it from being done, in one sentence
 * @param changes the files with their new texts
 * @param dry whether nothing was written
 * @param remarks what is still to be done, each in one sentence
 */
public record EditReport(
        List<Finding> findings, Optional<String> problem, List<Change> changes, boolean dry, List<String> remarks) {

    /** Whoever changes more looks at the difference, not at the names. */
    private static final int MOST_NAMED = 20;

    /** Takes the lists as they are now. */
    public EditReport {
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
        remarks = List.copyOf(remarks);
    }

    static EditReport unread(List<Finding> findings) {
        return new EditReport(
                findings, Optional.of("something could not be read: mend that first"), List.of(), false, List.of());
    }

    static EditReport refused(String problem) {
        return new EditReport(List.of(), Optional.of(problem), List.of(), false, List.of());
    }

    /** Whether it was done, or there was nothing to do. */
    public boolean passed() {
        return problem.isEmpty();
    }

    /**
     * What could not be read, and in a dry run what would change, as text for people.
     *
     * @param colour whether to use the colours of ANSI terminals
     * @return lines ending with LF; empty if there is nothing to say
     */
    public String text(boolean colour) {
        String diffs = dry
                ? changes.stream()
                        .flatMap(change -> change.diff().lines())
                        .map(line -> Terminal.escaped(line) + "\n")
                        .collect(Collectors.joining())
                : "";
        return new TextReport(colour).of(findings)
                + diffs
                + remarks.stream()
                        .map(remark -> Terminal.escaped(remark) + "\n")
                        .collect(Collectors.joining());
    }

    /** One line: what was written, or why nothing was. */
    public String summary() {
        if (problem.isPresent()) {
            return "nothing was written: " + Terminal.escaped(problem.get());
        }
        if (changes.isEmpty()) {
            return "there is nothing to do";
        }
        return (dry ? "would write " : "wrote ")
                + changes.stream()
                        .limit(MOST_NAMED)
                        .map(change -> Terminal.escaped(change.name()))
                        .collect(Collectors.joining(", "))
                + (changes.size() > MOST_NAMED ? " and " + (changes.size() - MOST_NAMED) + " more files" : "");
    }
}
