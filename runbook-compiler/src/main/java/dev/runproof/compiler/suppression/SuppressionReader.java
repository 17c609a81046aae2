package dev.runproof.compiler.suppression;

import static dev.runproof.compiler.suppression.SuppressionRules.BROAD_SUPPRESSION;
import static dev.runproof.compiler.suppression.SuppressionRules.EXPIRED_SUPPRESSION;
import static dev.runproof.compiler.suppression.SuppressionRules.INVALID_SUPPRESSION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads suppressions: {@code runproof-ignore ID owner=… until=… reason="…"} in a comment of YAML ({@code #}) or of Markdown
 * ({@code <!-- -->}). Not thread-safe.
 */
public final class SuppressionReader {

    private static final String MARK = "runproof-ignore";
    private static final String FORM = "write " + MARK + " ID owner=NAME until=YEAR-MONTH-DAY reason=\"WHY\"";
    private static final Pattern FIELD = Pattern.compile("(owner|until|reason)=(?:\"([^\"]*)\"|([^\\s\"]+))");
    private static final Pattern YAML_COMMENT = Pattern.compile("(?:^|[ \\t])#[ \\t]*" + MARK + "\\b");

    /** Whoever needs more in one file wants another configuration. */
    private static final int MOST_IN_A_FILE = 200;

    private static final int LONGEST_DAYS = 366;

    private final Map<String, Rule> rules;
    private final LocalDate asOf;
    private final Findings findings;

    /**
     * Makes a reader.
     *
     * @param rules all that can be found
     * @param asOf the day on which suppressions have to hold
     * @param findings takes what is wrong
     */
    public SuppressionReader(Collection<Rule> rules, LocalDate asOf, Findings findings) {
        this.rules = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        this.asOf = asOf;
        this.findings = findings;
    }

    /**
     * Reads those of a file of YAML: each holds for its line, or else for the next one, with all that is indented below it.
     *
     * @param file the file
     * @return the suppressions that hold
     */
    public List<Suppression> readYaml(SourceFile file) {
        return readYaml(file, 1, file.lineCount());
    }

    /**
     * Reads those of a runbook: in its front matter as in YAML; in its text each holds for its line, or else for the heading
     * with its section, the block or the line behind it.
     *
     * @param document the text
     * @return the suppressions that hold
     */
    public List<Suppression> readMarkdown(MarkdownDocument document) {
        SourceFile file = document.span().file();
        int firstLine = file.lineAt(document.span().start());
        var suppressions = new ArrayList<>(readYaml(file, 1, firstLine - 1));
        for (Span comment : document.unseen()) {
            if (suppressions.size() > MOST_IN_A_FILE) {
                break;
            }
            String text = comment.text();
            int at = text.indexOf(MARK);
            if (at >= 0 && text.startsWith("<!--") && text.substring(4, at).isBlank()) {
                int end = text.endsWith("-->") ? text.length() - 3 : text.length();
                read(comment, text.substring(at + MARK.length(), end), () -> MarkdownScope.of(document, comment))
                        .ifPresent(suppressions::add);
            }
        }
        return limited(suppressions);
    }

    private List<Suppression> readYaml(SourceFile file, int from, int to) {
        var suppressions = new ArrayList<Suppression>();
        boolean none = to < from
                || !file.text()
                        .substring(file.lineStart(from), file.lineEnd(to))
                        .contains(MARK);
        for (int number = from; !none && number <= to && suppressions.size() <= MOST_IN_A_FILE; number++) {
            String line = file.line(number);
            Matcher matcher = YAML_COMMENT.matcher(line);
            if (line.contains(MARK) && matcher.find()) {
                int start = file.lineStart(number);
                Span comment = file.span(
                        start + line.indexOf('#', matcher.start()),
                        start + line.stripTrailing().length());
                int lineNumber = number;
                read(comment, line.substring(matcher.end()), () -> YamlScope.of(file, lineNumber, to, matcher.start()))
                        .ifPresent(suppressions::add);
            }
        }
        return limited(suppressions);
    }

    private List<Suppression> limited(List<Suppression> suppressions) {
        if (suppressions.size() <= MOST_IN_A_FILE) {
            return suppressions;
        }
        findings.add(
                INVALID_SUPPRESSION,
                suppressions.get(MOST_IN_A_FILE).comment(),
                "there are more than " + MOST_IN_A_FILE + " suppressions in this file; none of them holds",
                "weigh the finding in the configuration, under severities");
        return List.of();
    }

    /** The scope is asked for only by one that holds: of these there are few, and it may be long. */
    private Optional<Suppression> read(Span comment, String written, Supplier<Span> scope) {
        String text = written.strip();
        int space = text.indexOf(' ');
        String id = space < 0 ? text : text.substring(0, space);
        Optional<String> problem = problemOf(id);
        if (problem.isPresent()) {
            return refuse(comment, problem.get(), helpOf(id));
        }
        Map<String, String> fields = new TreeMap<>();
        String behind = text.substring(id.length());
        Matcher field = FIELD.matcher(behind);
        while (field.find()) {
            fields.put(
                    field.group(1),
                    Optional.ofNullable(field.group(2))
                            .orElseGet(() -> field.group(3))
                            .strip());
        }
        String rest = FIELD.matcher(behind).replaceAll("");
        List<String> missing = List.of("owner", "until", "reason").stream()
                .filter(name -> fields.getOrDefault(name, "").isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            return refuse(comment, "a suppression without " + String.join(" and ", missing), FORM);
        }
        if (!rest.isBlank()) {
            return refuse(comment, "a suppression does not know " + rest.strip(), FORM);
        }
        String until = fields.getOrDefault("until", "");
        Optional<LocalDate> day = date(until);
        if (day.isEmpty()) {
            return refuse(comment, until + " is no day", "write it as until=2026-11-30");
        }
        String owner = fields.getOrDefault("owner", "");
        return holds(id, owner, day.get(), comment)
                ? Optional.of(
                        new Suppression(id, owner, fields.getOrDefault("reason", ""), day.get(), comment, scope.get()))
                : Optional.empty();
    }

    private Optional<String> problemOf(String id) {
        if (id.isEmpty() || id.contains("=")) {
            return Optional.of("a suppression that does not say of what");
        }
        if (!rules.containsKey(id)) {
            return Optional.of("there is no finding " + id);
        }
        if (rules.get(id).aboutChange()) {
            return Optional.of(id + " cannot be suppressed: it tells what a change does to the gate");
        }
        return rules.get(id).fixed()
                ? Optional.of(id + " cannot be suppressed: what was not read was not checked")
                : Optional.empty();
    }

    private String helpOf(String id) {
        return rules.containsKey(id)
                ? "mend it"
                : Suggestion.nearest(id, rules.keySet())
                        .map(near -> "did you mean " + near + "?")
                        .orElse(FORM);
    }

    private boolean holds(String id, String owner, LocalDate until, Span comment) {
        if (until.isBefore(asOf)) {
            findings.add(
                    EXPIRED_SUPPRESSION,
                    comment,
                    "the suppression of " + id + " ended on " + until,
                    "mend what it hides, or let " + owner + " say why it takes longer");
            return false;
        }
        if (until.isAfter(asOf.plusDays(LONGEST_DAYS))) {
            findings.add(
                    BROAD_SUPPRESSION,
                    comment,
                    "the suppression of " + id + " holds for more than a year",
                    "write a day on which somebody will look again, or weigh the finding under severities in the configuration");
        }
        return true;
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Suppression> refuse(Span comment, String message, String help) {
        findings.add(INVALID_SUPPRESSION, comment, message, help);
        return Optional.empty();
    }
}
