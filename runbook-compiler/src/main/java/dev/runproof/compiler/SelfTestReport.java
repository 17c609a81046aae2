package dev.runproof.compiler;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.output.TextReport;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the defects that were planted into a copy of somebody's files. Immutable.
 *
 * @param unread what could not be read of the files themselves, so that nothing was planted
 * @param found the ids whose defect was found
 * @param missed those whose defect was not
 * @param notPlanted those whose defect cannot be planted there, with why
 */
public record SelfTestReport(
        List<Finding> unread, List<String> found, List<String> missed, SortedMap<String, String> notPlanted) {

    /** Takes lists and map as they are now. */
    public SelfTestReport {
        unread = List.copyOf(unread);
        found = List.copyOf(found);
        missed = List.copyOf(missed);
        notPlanted = Collections.unmodifiableSortedMap(new TreeMap<>(notPlanted));
    }

    /** Whether each defect that was planted was found. */
    public boolean passed() {
        return unread.isEmpty() && missed.isEmpty();
    }

    /**
     * What to know, as text for people: what was missed, and what was not planted and why.
     *
     * @param colour whether to use the colours of ANSI terminals
     * @return lines ending with LF
     */
    public String text(boolean colour) {
        String problems = new TextReport(colour).of(unread)
                + missed.stream()
                        .map(id -> "error: a planted " + id + " was not found\n")
                        .collect(Collectors.joining());
        return problems
                + notPlanted.entrySet().stream()
                        .map(entry -> "not planted: " + entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    /** One line: how many were planted, found and not planted. */
    public String summary() {
        if (!unread.isEmpty()) {
            return "nothing was planted, for something could not be read: mend that first";
        }
        int planted = found.size() + missed.size();
        return "planted " + planted + (planted == 1 ? " defect" : " defects")
                + " into a copy of your files, one at a time: " + found.size() + " found, " + missed.size() + " not; "
                + notPlanted.size() + " cannot be planted there";
    }
}
