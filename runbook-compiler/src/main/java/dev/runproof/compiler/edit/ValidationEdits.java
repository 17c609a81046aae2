package dev.runproof.compiler.edit;

import dev.runproof.compiler.edit.Lines.Edit;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.validation.ValidatedText;
import dev.runproof.compiler.validation.Validation;
import dev.runproof.compiler.validation.Validations;
import dev.runproof.compiler.validation.ValidationsReader;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes down that a runbook was validated: a record in {@code validations.yaml}, and the day in the runbook. Immutable.
 *
 * @param day the day
 * @param who who did it
 * @param how exercise, incident or review
 * @param reference where one can read of it
 */
public record ValidationEdits(LocalDate day, String who, String how, String reference) {

    /** What {@code how} may be. */
    public static final List<String> WAYS = List.of("exercise", "incident", "review");

    private static final String KEY = "last-validated: ";
    private static final String FENCE = "---";

    /** A new {@code validations.yaml} with this record alone. */
    public String first(String slug, ValidatedText text) {
        return String.join("\n", below(slug, text)) + "\n";
    }

    /**
     * The text of {@code validations.yaml} with this record behind those of its runbook.
     *
     * @param file the file as it is
     * @param slug the runbook's slug
     * @param text what was validated
     * @return the text; the same if the record is there already; nothing if it is written in a way in which no line can be added
     */
    public Optional<String> added(SourceFile file, String slug, ValidatedText text) {
        Validations before = ValidationsReader.read(file, new Findings());
        if (records(before, slug).stream().anyMatch(this::isThis)) {
            return Optional.of(file.text());
        }
        return root(file)
                .map(root -> Lines.with(file, List.of(edit(file, root, slug, text))))
                .filter(after -> holds(new SourceFile(file.path(), after), slug, before));
    }

    /** A file with nothing but comments has no entries. */
    private static Optional<Mapping> root(SourceFile file) {
        var findings = new Findings();
        Optional<YamlNode> document = YamlReader.readOne(SourceSlice.all(file), findings);
        return document.isEmpty() && findings.size() == 0
                ? Optional.of(new Mapping(file.all(), List.of()))
                : document.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    private Edit edit(SourceFile file, Mapping root, String slug, ValidatedText text) {
        Optional<Mapping> evidence =
                root.get(slug).filter(Mapping.class::isInstance).map(Mapping.class::cast);
        if (evidence.isEmpty()) {
            return Lines.behind(file, Lines.last(file.all()), below(slug, text));
        }
        Optional<Sequence> records = evidence.get()
                .get("records")
                .filter(Sequence.class::isInstance)
                .map(Sequence.class::cast)
                .filter(list -> !list.items().isEmpty());
        if (records.isPresent()) {
            return Lines.behindLast(file, records.get().items(), indent -> record(indent, text));
        }
        Span key = evidence.get().entries().get(0).key().span();
        String indent = " ".repeat(key.from().column() - 1);
        var lines = new ArrayList<>(List.of(indent + "records:"));
        lines.addAll(record(indent + "  ", text));
        return Lines.behind(file, key.from().line() - 1, lines);
    }

    private List<String> below(String slug, ValidatedText text) {
        var lines = new ArrayList<>(List.of(slug + ":", "  records:"));
        lines.addAll(record("    ", text));
        return lines;
    }

    private List<String> record(String indent, ValidatedText text) {
        return List.of(
                indent + "- date: " + day,
                indent + "  who: " + Lines.quoted(who),
                indent + "  how: " + how,
                indent + "  reference: " + Lines.quoted(reference),
                indent + "  steps: " + text.steps(),
                indent + "  alerts: " + text.alerts());
    }

    /** Whether the file now has what it had and this. */
    private boolean holds(SourceFile after, String slug, Validations before) {
        var findings = new Findings();
        Validations now = ValidationsReader.read(after, findings);
        return findings.size() == 0
                && records(now, slug).stream().anyMatch(this::isThis)
                && records(now, slug).size() == records(before, slug).size() + 1
                && before.bySlug().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(slug))
                        .allMatch(entry -> records(now, entry.getKey()).size()
                                == entry.getValue().records().size());
    }

    private static List<Validation> records(Validations validations, String slug) {
        return validations.of(slug).map(evidence -> evidence.records()).orElse(List.of());
    }

    private boolean isThis(Validation record) {
        return record.day().value().equals(day)
                && record.who().equals(who)
                && record.how().equals(how)
                && record.reference().equals(reference);
    }

    /**
     * The text of a runbook with the day in it.
     *
     * @param runbook the runbook, in Markdown or YAML
     * @param yaml whether it is in YAML
     */
    public String dated(Runbook runbook, boolean yaml) {
        SourceFile file = runbook.file();
        return runbook.frontMatter()
                .lastValidated()
                .map(written -> Lines.with(
                        file,
                        List.of(new Edit(written.span().start(), written.span().end(), day.toString()))))
                .orElseGet(() -> Lines.with(file, List.of(newDay(file, yaml))));
    }

    private Edit newDay(SourceFile file, boolean yaml) {
        int line = 1;
        if (yaml) {
            while (line < file.lineCount() && isNoKey(file.line(line))) {
                line++;
            }
            return Lines.behind(file, line - 1, List.of(KEY + day));
        }
        if (!file.line(1).stripTrailing().equals(FENCE)) {
            return new Edit(0, 0, String.join(Lines.ending(file), List.of(FENCE, KEY + day, FENCE, "")));
        }
        line++;
        while (line < file.lineCount() && !file.line(line).stripTrailing().equals(FENCE)) {
            line++;
        }
        return Lines.behind(file, line - 1, List.of(KEY + day));
    }

    private static boolean isNoKey(String line) {
        return line.isBlank() || line.startsWith("#") || line.startsWith(FENCE);
    }
}
