package dev.runproof.compiler.exercise;

import static dev.runproof.compiler.exercise.ExerciseRules.INVALID_EXERCISE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Day;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files with exercises, one each. Stateless but for the findings that it adds. */
public final class ExerciseReader {

    private final DocumentSchema schema = DocumentSchema.of("exercise", "key");
    private final Findings findings;
    private final LessonReader lessons;

    /**
     * Makes a reader.
     *
     * @param findings takes what is wrong
     */
    public ExerciseReader(Findings findings) {
        this.findings = findings;
        this.lessons = new LessonReader(INVALID_EXERCISE, findings);
    }

    /**
     * Reads an exercise.
     *
     * @param file its text
     * @return the exercise; empty, with findings, if anything in it is wrong
     */
    public Optional<Exercise> read(SourceFile file) {
        int before = findings.size();
        YamlNode document = YamlReader.readOne(SourceSlice.all(file), findings).orElse(null);
        if (document == null) {
            if (findings.size() == before) {
                refuse(file.all(), file.path() + " holds no exercise", "write it, or remove the file");
            }
            return Optional.empty();
        }
        Optional<YamlNode> fitting = schema.fit(document, INVALID_EXERCISE, findings);
        if (findings.size() > before) {
            return Optional.empty();
        }
        Exercise exercise = exercise((Mapping) fitting.orElseThrow());
        return findings.size() > before ? Optional.empty() : Optional.of(exercise);
    }

    private Exercise exercise(Mapping root) {
        Map<String, Objective> objectives = objectives(root);
        var sessions = new ArrayList<Session>();
        for (YamlNode node : items(root, "records")) {
            var entry = (Mapping) node;
            List<Lesson> lessons = this.lessons.read(entry);
            List<Result> results = results(entry, objectives, lessons);
            day(entry, "date")
                    .ifPresent(day -> sessions.add(
                            new Session(day, texts(entry, "took-part"), minutes(entry, "duration"), results, lessons)));
        }
        String every = text(root, "every").value();
        return new Exercise(
                text(root, "name"),
                text(root, "scenario").value(),
                items(root, "runbooks").stream().map(ExerciseReader::text).toList(),
                text(root, "owner").value(),
                texts(root, "participants"),
                minutes(root, "duration"),
                Integer.parseInt(every.substring(0, every.length() - 1)),
                // Without a day there is a finding, and the exercise is not used.
                day(root, "since").orElseGet(() -> new Located<>(LocalDate.EPOCH, root.span())),
                injects(root),
                List.copyOf(objectives.values()),
                sessions);
    }

    private List<Inject> injects(Mapping root) {
        var injects = new ArrayList<Inject>();
        int before = 0;
        for (YamlNode node : items(root, "injects")) {
            Located<String> at = text(((Mapping) node).get("at").orElseThrow());
            int minute = Objective.minutes(at.value());
            if (minute < before || minute >= minutes(root, "duration")) {
                refuse(
                        at.span(),
                        minute < before
                                ? "what is told at " + at.value() + " stands behind what is told later"
                                : "at " + at.value() + " the exercise is over",
                        "write injects in the order of their minutes, each before the end of the duration");
            }
            before = Math.max(before, minute);
            injects.add(new Inject(minute, text((Mapping) node, "tell").value()));
        }
        return injects;
    }

    private Map<String, Objective> objectives(Mapping root) {
        var written = (Mapping) root.get("objectives").orElseThrow();
        if (written.entries().isEmpty()) {
            refuse(
                    written.span(),
                    "an exercise without an objective shows nothing",
                    "add what is to be shown, with a name, such as contained: { show: The pod reaches nobody, within: 15m }");
        }
        Map<String, Objective> objectives = new LinkedHashMap<>();
        written.entries().forEach(entry -> objectives.put(entry.name(), Objective.of(entry.name(), entry.value())));
        return objectives;
    }

    private List<Result> results(Mapping held, Map<String, Objective> objectives, List<Lesson> lessons) {
        var written = (Mapping) held.get("results").orElseThrow();
        var results = new ArrayList<Result>();
        Map<String, Objective> open = new LinkedHashMap<>(objectives);
        for (Entry entry : written.entries()) {
            Located<String> result = text(entry.value());
            Objective objective = open.remove(entry.name());
            if (objective == null) {
                refuse(
                        entry.key().span(),
                        "the exercise has no objective " + entry.name(),
                        Suggestion.nearest(entry.name(), open.keySet())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("there are " + String.join(", ", objectives.keySet())));
                continue;
            }
            Optional<String> refusal = objective.refusal(result.value());
            if (refusal.isPresent()) {
                refuse(result.span(), "a result that does not fit its objective", refusal.get());
                continue;
            }
            Result what = objective.result(result.value());
            results.add(what);
            if (!what.met() && lessons.isEmpty()) {
                refuse(
                        entry.key().span(),
                        entry.name() + " was missed, and the record does not say what was changed",
                        "add findings: with what was found, and what was changed so that it goes better next time");
            }
        }
        boolean allKnown = written.entries().size() + open.size() == objectives.size();
        if (allKnown && !open.isEmpty()) {
            refuse(
                    held.entry("results").orElseThrow().key().span(),
                    "the record does not say what came of " + String.join(", ", open.keySet()),
                    "add it, as the time that it took, met or missed");
        }
        return results;
    }

    private Optional<Located<LocalDate>> day(Mapping mapping, String key) {
        Located<String> text = text(mapping, key);
        Optional<LocalDate> day = Day.parse(text.value());
        if (day.isEmpty()) {
            refuse(
                    text.span(),
                    key + " is no day: there is no " + text.value(),
                    "write it as year-month-day, such as 2026-11-24");
        }
        return day.map(value -> new Located<>(value, text.span()));
    }

    private void refuse(Span span, String message, String help) {
        findings.add(INVALID_EXERCISE, span, message, help);
    }

    private static List<YamlNode> items(Mapping mapping, String key) {
        return mapping.get(key).map(node -> ((Sequence) node).items()).orElse(List.of());
    }

    private static List<String> texts(Mapping mapping, String key) {
        return items(mapping, key).stream().map(node -> text(node).value()).toList();
    }

    private static int minutes(Mapping mapping, String key) {
        return Objective.minutes(text(mapping, key).value());
    }

    private static Located<String> text(Mapping mapping, String key) {
        return text(mapping.get(key).orElseThrow());
    }

    private static Located<String> text(YamlNode node) {
        return new Located<>(((Scalar) node).text().strip(), node.span());
    }
}
