package dev.runproof.compiler.baseline;

import dev.runproof.compiler.baseline.Baseline.Entry;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code findings.baseline}: two lines that say who answers for it and since when, and a line for each finding. */
public final class BaselineReader {

    private static final Pattern ENTRY = Pattern.compile("([a-z]+(?:-[a-z]+)*) ([0-9a-f]{32}) (\\S.*)");
    private static final Pattern HEAD = Pattern.compile("(owner|since): +(\\S.*?)\\s*");
    private static final String OWNER = "owner";

    private BaselineReader() {}

    /**
     * Reads a baseline.
     *
     * @param file its file
     * @param findings takes what is wrong
     * @return the baseline; nothing if a line of it is wrong, for then it is not known what is known
     */
    public static Optional<Baseline> read(SourceFile file, Findings findings) {
        SortedMap<Entry, Span> entries = new TreeMap<>();
        Optional<String> owner = Optional.empty();
        Optional<LocalDate> since = Optional.empty();
        for (int number = 1; number <= file.lineCount(); number++) {
            String line = file.line(number);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Span span = file.span(file.lineStart(number), file.lineEnd(number));
            Matcher entry = ENTRY.matcher(line);
            Matcher head = HEAD.matcher(line);
            if (entry.matches()) {
                entries.put(new Entry(entry.group(1), entry.group(2), entry.group(3)), span);
            } else if (head.matches() && head.group(1).equals(OWNER) && owner.isEmpty()) {
                owner = Optional.of(head.group(2));
            } else if (head.matches()
                    && since.isEmpty()
                    && Day.parse(head.group(2)).isPresent()) {
                since = Day.parse(head.group(2));
            } else {
                findings.add(BaselineRules.INVALID_BASELINE, span, "this line is no finding", help(line));
                return Optional.empty();
            }
        }
        if (owner.isEmpty() || since.isEmpty()) {
            findings.add(
                    BaselineRules.INVALID_BASELINE,
                    file.span(0, 0),
                    "it does not say " + (owner.isEmpty() ? "who answers for it" : "since when it holds"),
                    owner.isEmpty() ? "write owner: NAME" : "write since: YEAR-MONTH-DAY");
            return Optional.empty();
        }
        return Optional.of(new Baseline(owner.get(), since.get(), entries));
    }

    private static String help(String line) {
        return line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>")
                ? "resolve the conflict: keep the lines that both sides have"
                : "put back the line that was here; nobody but runbook:baseline writes this file";
    }
}
