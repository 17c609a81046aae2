package dev.runproof.compiler.finding;

import dev.runproof.compiler.source.Sha256;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells whether a finding of this run is one of an earlier run, wherever its line has moved since.
 *
 * <p>A fingerprint is made of the rule, the file, the message, and the line in which the place begins, without its spaces. The
 * message is in it because many lines, such as {@code annotations:}, are the same for all alerts of a file: by number alone,
 * mending the first would look like mending the last. What is the same in all of these is told apart by its number.
 */
public final class Fingerprints {

    private static final int DIGITS = 32;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** So much of a line on each side: a file of one huge line must not be read once for each of its findings. */
    private static final int AROUND = 500;

    private Fingerprints() {}

    /** How files are called in fingerprints. */
    public interface Names {

        /** As in findings: relative to the folder in which the check was called. */
        Names AS_SHOWN = new Names() {
            @Override
            public String ofFile(String path) {
                return path;
            }

            @Override
            public String within(String message) {
                return message;
            }
        };

        /** The name of a file, from that which findings show. */
        String ofFile(String path);

        /** A message with the names of files in it so changed. */
        String within(String message);
    }

    /**
     * The fingerprints of findings.
     *
     * @param findings all findings of a run, by place
     * @return for each, in the same order, 32 hexadecimal digits; none twice
     */
    public static List<String> of(List<Finding> findings) {
        return of(findings, Names.AS_SHOWN);
    }

    /**
     * The same with other names of files.
     *
     * @param findings all findings of a run, by place
     * @param names how files are called
     * @return for each, in the same order, 32 hexadecimal digits; none twice
     */
    public static List<String> of(List<Finding> findings, Names names) {
        Map<String, Integer> seen = new HashMap<>();
        return findings.stream()
                .map(finding -> content(finding, names))
                .map(content -> Sha256.of(content + '\0' + seen.merge(content, 1, Integer::sum))
                        .substring(0, DIGITS))
                .toList();
    }

    private static String content(Finding finding, Names names) {
        Span span = finding.span();
        SourceFile file = span.file();
        int line = file.lineAt(span.start());
        String text = file.text()
                .substring(
                        Math.max(file.lineStart(line), span.start() - AROUND),
                        Math.min(Math.max(file.lineEnd(line), span.start()), span.start() + AROUND));
        return String.join(
                "\0",
                finding.rule().id(),
                names.ofFile(file.path()),
                names.within(finding.message()),
                SPACES.matcher(text).replaceAll(""));
    }
}
