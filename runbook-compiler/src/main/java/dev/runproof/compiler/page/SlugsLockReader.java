package dev.runproof.compiler.page;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.util.HashMap;
import java.util.Map;

/** Reads {@code slugs.lock}: a line for each page, with its name, a space and a path. */
public final class SlugsLockReader {

    private SlugsLockReader() {}

    /**
     * Reads a lock.
     *
     * @param file its file
     * @param findings takes what is wrong
     * @return the lock, without the lines that are wrong
     */
    public static SlugsLock read(SourceFile file, Findings findings) {
        Map<String, SlugsLock.Entry> entries = new HashMap<>();
        for (int number = 1; number <= file.lineCount(); number++) {
            String line = file.line(number);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int start = file.lineStart(number);
            int space = line.indexOf(' ');
            String name = space < 0 ? line : line.substring(0, space);
            String location = space < 0 ? "" : line.substring(space).strip();
            var span = file.span(start, start + line.length());
            if (isConflict(line) || !RedirectsReader.NAME.matcher(name).matches() || location.isEmpty()) {
                findings.add(
                        PageRules.INVALID_SLUGS_LOCK,
                        span,
                        "this line names no page",
                        isConflict(line)
                                ? "resolve the conflict: keep the lines of both sides"
                                : "write the name of a page, a space and the file of its page, or put back the line that was here");
            } else {
                var entry = new SlugsLock.Entry(new Located<>(name, file.span(start, start + name.length())), location);
                if (entries.putIfAbsent(name, entry) != null) {
                    findings.add(
                            PageRules.INVALID_SLUGS_LOCK,
                            span,
                            "the page " + name + " is here twice",
                            "keep one of the two lines");
                }
            }
        }
        return new SlugsLock(entries);
    }

    private static boolean isConflict(String line) {
        return line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>");
    }
}
