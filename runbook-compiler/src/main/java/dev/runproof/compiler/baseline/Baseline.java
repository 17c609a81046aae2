package dev.runproof.compiler.baseline;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.Span;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code findings.baseline}: the findings that were there when the gate came. They count, and fail nothing. Immutable.
 *
 * @param owner who answers for them
 * @param since the day on which the gate came
 * @param entries what is known, with the line that says so; sorted
 */
public record Baseline(String owner, LocalDate since, SortedMap<Entry, Span> entries) {

    /** The name of the file, beside the configuration. */
    public static final String FILE = "findings.baseline";

    /** What a name of an owner looks like: something on one line. */
    public static final Pattern OWNER = Pattern.compile("[^\\s\\p{Cntrl}][^\\p{Cntrl}]{0,200}");

    private static final String HEAD = """
        # What was already wrong when the gate came. It counts and fails nothing; whatever is new does.
        # Written by runbook:baseline, which takes out what is mended and adds nothing. So does a merge: keep the lines that both sides have.
        """;

    /**
     * A finding that is known.
     *
     * @param rule the id of what is found
     * @param fingerprint that of its content, which does not change when lines move
     * @param file the file that it is in, relative to the folder of the configuration
     */
    public record Entry(String rule, String fingerprint, String file) implements Comparable<Entry> {

        private static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::file).thenComparing(Entry::rule).thenComparing(Entry::fingerprint);

        /** By file, so that a change of one file changes lines that stand together. */
        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return rule + " " + fingerprint + " " + file;
        }
    }

    /** Takes the entries as they are now. */
    public Baseline {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Those of the findings of a run that are known. */
    public Set<Finding> known(Map<Finding, Entry> found) {
        return found.entrySet().stream()
                .filter(finding -> entries.containsKey(finding.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Tells what is known and not there any more, in one finding: a change of one setting may mend thousands. */
    public void reportStale(Collection<Entry> found, Findings findings) {
        SortedMap<Entry, Span> stale = new TreeMap<>(entries);
        stale.keySet().removeAll(Set.copyOf(found));
        stale.entrySet().stream().findFirst().ifPresent(first -> {
            int more = stale.size() - 1;
            findings.add(
                    BaselineRules.STALE_BASELINE,
                    first.getValue(),
                    "this " + first.getKey().rule() + " is mended"
                            + (more == 0 ? "" : ", and so " + (more == 1 ? "is 1 more" : "are " + more + " more"))
                            + "; it could come back unseen",
                    "take it out, by runbook:baseline or runproof baseline");
        });
    }

    /** Its text with some of its entries: lines ending with LF, sorted. */
    public static String text(String owner, LocalDate since, Collection<Entry> entries) {
        return entries.stream()
                .sorted()
                .map(entry -> entry + "\n")
                .collect(Collectors.joining("", HEAD + "owner: " + owner + "\nsince: " + since + "\n", ""));
    }
}
