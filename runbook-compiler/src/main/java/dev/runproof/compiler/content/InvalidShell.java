package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.shell.SyntaxError;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands that no shell can read: whoever pastes them at 3 AM gets an error, or a prompt that waits for more. */
final class InvalidShell {

    /** How queries of Prometheus begin, when they are not one name: a function or an aggregation. */
    private static final Pattern QUERY =
            Pattern.compile("\\s*[a-z_]+\\s*(?:(?:by|without)\\s*\\([\\w\\s,]{0,500}\\)\\s*)?\\(.*", Pattern.DOTALL);

    /** What only queries have: a selector with a matcher, or a range. */
    private static final Pattern SELECTOR = Pattern.compile("[\\w:]\\{\\w+\\s*(?:=~|!~|!=|=)\\s*\"|\\[\\d+[smhdwy]]");

    /** To see that it is one, its beginning is enough. */
    private static final int LONGEST_QUERY = 2_000;

    private InvalidShell() {}

    static void report(List<ShellFragment> fragments, Findings findings) {
        for (ShellFragment fragment : fragments) {
            fragment.error().ifPresent(error -> report(fragment, error, findings));
        }
    }

    private static void report(ShellFragment fragment, SyntaxError error, Findings findings) {
        String opened = error.opened().isEmpty()
                ? ""
                : " (opened in line "
                        + fragment.block()
                                .fileLine(fragment.start() + error.opened().getAsInt()) + ")";
        findings.add(
                ContentRules.INVALID_SHELL,
                fragment.span(error.start(), error.end()),
                "no shell can read this: " + error.message() + opened,
                isQuery(fragment) ? "name the language of the block promql, if it is a query" : error.help());
    }

    private static boolean isQuery(ShellFragment fragment) {
        String block = fragment.block().text();
        String text = block.substring(fragment.start(), Math.min(block.length(), fragment.start() + LONGEST_QUERY))
                .lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .collect(Collectors.joining("\n"));
        return QUERY.matcher(text).matches() && SELECTOR.matcher(text).find();
    }
}
