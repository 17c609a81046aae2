package dev.runproof.compiler.output;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines that they are about. They need no token, and so
 * work for pull requests from forks.
 *
 * <p>Source: GitHub's documentation, "Workflow commands for GitHub Actions": what is escaped, and that no more than 10 of each kind
 * are shown of a step.
 */
public final class GitHubAnnotations {

    /** GitHub shows no more of a kind, and does not say so; we do. */
    static final int MOST = 10;

    /** GitHub takes 1 MiB of a step's summary, and nothing of it if it is longer. */
    private static final int LONGEST_SUMMARY = 900_000;

    private final String folder;

    /**
     * Makes annotations.
     *
     * @param folder the folder in which the check was called, relative to the top of the repository; empty if it is that
     */
    public GitHubAnnotations(String folder) {
        this.folder = folder.isEmpty() ? "" : folder + "/";
    }

    /** The commands, a line each: of each severity the first ten, and what the summary of the step has more of. */
    public String of(List<Finding> findings) {
        var text = new StringBuilder();
        int left = 0;
        for (Severity severity : Severity.values()) {
            List<Finding> those = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .toList();
            those.stream().limit(MOST).forEach(finding -> text.append(command(finding)));
            left += Math.max(0, those.size() - MOST);
        }
        if (left > 0) {
            text.append(left)
                    .append(left == 1 ? " finding more is" : " findings more are")
                    .append(" in the summary of this step.\n");
        }
        return text.toString();
    }

    private String command(Finding finding) {
        boolean note = finding.severity() == Severity.NOTE;
        String path = finding.span().file().path();
        String place = path.equals(SourceFile.STANDARD_INPUT)
                ? ""
                : "file=" + property(path.startsWith("/") ? path : folder + path)
                        + ",line=" + finding.span().from().line()
                        + ",endLine=" + finding.span().to().line()
                        + columns(finding) + ",";
        return "::" + (note ? "notice" : finding.severity().word()) + " " + place + "title="
                + property(finding.rule().id()) + "::" + data(finding.message() + "\nHelp: " + finding.help()) + "\n";
    }

    /** GitHub takes columns only within one line. */
    private static String columns(Finding finding) {
        return finding.span().from().line() == finding.span().to().line()
                ? ",col=" + finding.span().from().column() + ",endColumn="
                        + finding.span().to().column()
                : "";
    }

    private static String data(String text) {
        return text.lines()
                .map(Terminal::escaped)
                .collect(Collectors.joining("\n"))
                .replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /**
     * What a step's summary shows, in Markdown: how many findings of which kind, and all of them, one a line, as far as there is room.
     *
     * @param judgement the findings
     * @param summary the line that sums them up
     */
    public static String summary(Judgement judgement, String summary) {
        var text = new StringBuilder("### Runproof\n\n<p>" + html(summary) + "</p>\n");
        if (judgement.findings().isEmpty()) {
            return text.append('\n').toString();
        }
        SortedMap<String, Integer> byRule = new TreeMap<>();
        judgement
                .findings()
                .forEach(finding -> byRule.merge(
                        finding.severity().word() + " " + finding.rule().id(), 1, Integer::sum));
        text.append("\n| finding | |\n|---|--:|\n");
        byRule.forEach((rule, count) ->
                text.append("| ").append(rule).append(" | ").append(count).append(" |\n"));
        text.append("\n<pre>\n");
        int left = judgement.findings().size();
        int room = LONGEST_SUMMARY - text.length();
        for (Finding finding : judgement.findings()) {
            String line = html(finding.span() + ": " + finding.severity().word() + "["
                            + finding.rule().id() + "]: " + finding.message())
                    + "\n";
            room -= line.getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                break;
            }
            text.append(line);
            left--;
        }
        return text.append(left == 0 ? "" : "and " + left + " more\n")
                .append("</pre>\n\n")
                .toString();
    }

    private static String html(String text) {
        return Terminal.escaped(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                // Within a paragraph, Markdown must not take it for its own.
                .replace("`", "&#96;")
                .replace("*", "&#42;")
                .replace("_", "&#95;")
                .replace("[", "&#91;")
                .replace("@", "&#64;");
    }
}
