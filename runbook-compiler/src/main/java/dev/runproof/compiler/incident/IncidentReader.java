package dev.runproof.compiler.incident;

import static dev.runproof.compiler.incident.IncidentRules.INVALID_INCIDENT;

import dev.runproof.compiler.exercise.Lesson;
import dev.runproof.compiler.exercise.LessonReader;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads files with incidents, one each. Stateless but for the findings that it adds. */
public final class IncidentReader {

    private final DocumentSchema schema = DocumentSchema.of("incident", "key");
    private final Findings findings;
    private final LessonReader lessons;

    /**
     * Makes a reader.
     *
     * @param findings takes what is wrong
     */
    public IncidentReader(Findings findings) {
        this.findings = findings;
        this.lessons = new LessonReader(INVALID_INCIDENT, findings);
    }

    /**
     * Reads an incident.
     *
     * @param file its text
     * @return the incident; empty, with findings, if anything in it is wrong
     */
    public Optional<Incident> read(SourceFile file) {
        int before = findings.size();
        Optional<YamlNode> document = YamlReader.readOne(SourceSlice.all(file), findings);
        if (document.isEmpty()) {
            if (findings.size() == before) {
                refuse(file.all(), file.path() + " holds no incident", "write it, or remove the file");
            }
            return Optional.empty();
        }
        Optional<YamlNode> fitting = schema.fit(document.get(), INVALID_INCIDENT, findings);
        if (findings.size() > before) {
            return Optional.empty();
        }
        Optional<Incident> incident = incident((Mapping) fitting.orElseThrow());
        return findings.size() > before ? Optional.empty() : incident;
    }

    private Optional<Incident> incident(Mapping root) {
        Optional<Located<LocalDate>> day = root.get("date").flatMap(this::day);
        Optional<Located<LocalDate>> reviewed = root.get("reviewed").flatMap(this::day);
        List<Lesson> found = lessons.read(root);
        if (reviewed.isEmpty() && !found.isEmpty()) {
            refuse(
                    root.entry("findings").orElseThrow().key().span(),
                    "there are findings and no day of a review",
                    "add reviewed: with the day on which they were found");
        }
        if (reviewed.isPresent()
                && day.isPresent()
                && reviewed.get().value().isBefore(day.get().value())) {
            refuse(
                    reviewed.get().span(),
                    "the review was before the incident, which began on "
                            + day.get().value(),
                    "mend one of the two days");
        }
        return day.map(began -> new Incident(
                text(root, "id"),
                began,
                text(root, "summary").value(),
                text(root, "owner").value(),
                root.get("runbooks").map(node -> ((Sequence) node).items()).orElse(List.of()).stream()
                        .map(IncidentReader::text)
                        .toList(),
                reviewed,
                found));
    }

    private Optional<Located<LocalDate>> day(YamlNode node) {
        Located<String> text = text(node);
        Optional<LocalDate> day = Day.parse(text.value());
        if (day.isEmpty()) {
            refuse(text.span(), "there is no day " + text.value(), "write it as year-month-day, such as 2026-11-24");
        }
        return day.map(value -> new Located<>(value, text.span()));
    }

    private void refuse(Span span, String message, String help) {
        findings.add(INVALID_INCIDENT, span, message, help);
    }

    private static Located<String> text(Mapping mapping, String key) {
        return text(mapping.get(key).orElseThrow());
    }

    private static Located<String> text(YamlNode node) {
        return new Located<>(((Scalar) node).text().strip(), node.span());
    }
}
