package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;
import dev.runproof.compiler.model.Titles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The classes that a section defines: a row of a table, an item of a list, a heading, or a paragraph begins with them and says
 * what they mean, or mentions them among other words.
 *
 * @param defined such as {@code P1}
 * @param section the section
 */
record SeverityClasses(NavigableSet<String> defined, Section section) {

    /** What the runbook language has; others may be there beside them. */
    static final List<String> NEEDED = List.of("P1", "P2", "P3");

    /** Markup, numbers and words before the classes: {@code | **P1** |}, {@code - Always P1}, {@code ### Priority P1, P2}. */
    private static final Pattern BEGINNING = Pattern.compile(
            "[\\s|>#*_`\\-+\\d.)]{0,40}(?:(?i:always|usually|normally|default|severity|priority|class|level)[\\s:*_`]{1,8}){0,3}"
                    + "(P\\d(?:(?:[\\s,/&*_`|\u2013-]|and|or|to){1,12}P\\d){0,9})(?![\\w])");

    private static final Pattern CLASS = Pattern.compile("\\bP\\d\\b");

    /** A line that stands for a heading. */
    private static final Pattern BOLD = Pattern.compile("\\s*(?:\\*\\*|__).*(?:\\*\\*|__):?\\s*");

    /** Words that mean nothing by themselves. */
    private static final Pattern EMPTY_WORD =
            Pattern.compile("(?i:todo|tbd|fixme|severity|priority|class|level|and|or|to)|P\\d|[a-zA-Z]");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** What a runbook defines; empty if it lacks the section, or has nothing in it, which others tell. */
    static Optional<SeverityClasses> of(Runbook runbook, Collection<String> titles) {
        if (!titles.contains(Titles.SEVERITY)) {
            return Optional.empty();
        }
        String content = runbook.document().content();
        return runbook.sections().stream()
                .filter(section -> section.heading().text().equals(Titles.SEVERITY))
                .findFirst()
                .filter(section -> !body(section, content).isBlank())
                .map(section -> new SeverityClasses(
                        defined(
                                runbook.file()
                                        .text()
                                        .substring(
                                                section.body().start(),
                                                section.body().end()),
                                body(section, content)),
                        section));
    }

    private static String body(Section section, String content) {
        return content.substring(section.body().start(), section.body().end());
    }

    /** Reads a section by lines; what readers do not see is looked for in neither, and headings are in the first only. */
    private static NavigableSet<String> defined(String written, String content) {
        NavigableSet<String> defined = new TreeSet<>();
        List<String> open = new ArrayList<>();
        boolean lasting = false;
        List<String> lines = written.lines().toList();
        List<String> seen = content.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean heading = line.stripLeading().startsWith("#");
            Matcher beginning = BEGINNING.matcher(heading ? line : seen.get(i));
            String rest = seen.get(i);
            if (beginning.lookingAt()) {
                open.clear();
                Matcher classes = CLASS.matcher(beginning.group(1));
                while (classes.find()) {
                    open.add(classes.group());
                }
                rest = (heading ? line : seen.get(i)).substring(beginning.end());
                lasting = heading || BOLD.matcher(line).matches();
            } else {
                CLASS.matcher(rest)
                        .results()
                        .map(MatchResult::group)
                        .filter(any -> says(line))
                        .forEach(defined::add);
                if (heading || (!lasting && line.isBlank())) {
                    open.clear();
                }
            }
            if (means(rest)) {
                defined.addAll(open);
            }
        }
        return defined;
    }

    private static boolean means(String text) {
        return meaningful(text) > 0;
    }

    /** Whether a line that only mentions a class says something of it. */
    private static boolean says(String line) {
        return meaningful(line) > 1;
    }

    private static long meaningful(String text) {
        return WORD.matcher(text)
                .results()
                .filter(word -> !EMPTY_WORD.matcher(word.group()).matches())
                .count();
    }
}
