package dev.runproof.compiler.output;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Suppressed;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Findings as JUnit's XML, which servers of builds show: a test case for each, that fails if the finding fails the run, and is
 * skipped if somebody answers for it or it was there when the gate came. Where nothing is found, one that passes.
 *
 * <p>Source: the schema of Jenkins' xUnit plugin, {@code junit-10.xsd}.
 */
public final class JUnitReport {

    private static final String SUITE = "runproof";

    private final Writer to;

    private JUnitReport(Writer to) {
        this.to = to;
    }

    /**
     * Writes a report, ending with LF; the same findings give the same bytes.
     *
     * @param judgement the findings
     * @param to where; left open
     * @throws IOException if it cannot be written
     */
    public static void write(Judgement judgement, Writer to) throws IOException {
        new JUnitReport(to).write(judgement);
    }

    private void write(Judgement judgement) throws IOException {
        List<Finding> findings = judgement.findings();
        Set<Finding> failing = Set.copyOf(failing(judgement.policy(), findings));
        int skipped = judgement.suppressed().size() + judgement.known().size();
        int tests = Math.max(1, findings.size() + skipped);
        String counts =
                " tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"%d\"".formatted(tests, failing.size(), skipped);
        to.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + SUITE + "\"" + counts
                + ">\n  <testsuite name=\"" + SUITE + "\"" + counts + ">\n");
        for (Finding finding : findings) {
            String text = "\n" + new TextReport(false).of(List.of(finding));
            testCase(
                    finding,
                    failing.contains(finding)
                            ? "<failure message=\"" + escaped(finding.message()) + "\" type=\""
                                    + finding.severity().word() + "\">" + escapedLines(text) + "</failure>"
                            : "<system-out>" + escapedLines(text) + "</system-out>");
        }
        for (Suppressed one : judgement.suppressed()) {
            testCase(
                    one.finding(),
                    skipped("suppressed until " + one.by().until() + ": "
                            + one.by().reason()));
        }
        for (Finding one : judgement.known()) {
            testCase(one, skipped("in the baseline"));
        }
        if (findings.isEmpty() && skipped == 0) {
            to.write("    <testcase classname=\"" + SUITE + "\" name=\"no findings\"/>\n");
        }
        to.write("  </testsuite>\n</testsuites>\n");
    }

    private static List<Finding> failing(Policy policy, List<Finding> findings) {
        return findings.stream().filter(finding -> policy.fails(finding)).toList();
    }

    private static String skipped(String why) {
        return "<skipped message=\"" + escaped(why) + "\"/>";
    }

    private void testCase(Finding finding, String outcome) throws IOException {
        to.write("    <testcase classname=\"" + finding.rule().id() + "\" name=\""
                + escaped(finding.span() + " " + finding.message()) + "\" file=\""
                + escaped(finding.span().file().path()) + "\" line=\""
                + finding.span().from().line() + "\">" + outcome + "</testcase>\n");
    }

    private static String escapedLines(String text) {
        return lines(text, JUnitReport::escaped);
    }

    private static String lines(String text, UnaryOperator<String> each) {
        return String.join(
                "\n", List.of(text.split("\n", -1)).stream().map(each).toList());
    }

    /** Without what XML cannot hold: control characters and what is no character are shown as escapes. */
    private static String escaped(String text) {
        return Terminal.escaped(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
