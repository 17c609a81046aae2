package dev.runproof.compiler.edit;

import dev.runproof.compiler.edit.Lines.Edit;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.ExerciseChecks;
import dev.runproof.compiler.exercise.ExerciseReader;
import dev.runproof.compiler.exercise.Exercises;
import dev.runproof.compiler.exercise.Lesson;
import dev.runproof.compiler.exercise.Result;
import dev.runproof.compiler.exercise.Session;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes down that an exercise was held: a record in its file. Immutable.
 *
 * @param day the day on which it was held
 * @param tookPart who took part
 * @param duration how long it lasted, such as {@code 80m}
 * @param results what came of each objective, as {@code NAME=12m}, {@code NAME=met} or {@code NAME=missed}
 * @param findings what it showed to be wrong, as {@code FOUND -> CHANGED}, or {@code FOUND -> open: WHO} while nothing was changed
 */
public record ExerciseEdits(
        LocalDate day, List<String> tookPart, String duration, List<String> results, List<String> findings) {

    private static final String KEY = "records";
    private static final String ARROW = " -> ";
    private static final String OPEN = "open:";
    private static final Pattern PLAIN = Pattern.compile("^(\\p{L}|[0-9]+m$)");
    private static final String SIGNS = ":#{}[],&*!|>'\"%@`\\";

    /** Takes the lists as they are now. */
    public ExerciseEdits {
        tookPart = List.copyOf(tookPart);
        results = List.copyOf(results);
        findings = List.copyOf(findings);
    }

    /**
     * What comes of it.
     *
     * @param text the file's text with the record, and the same if it is there already; empty if it cannot be
     * @param problem why it cannot be, in one sentence; empty if it can
     * @param session what the record says; empty if it cannot be
     */
    public record Outcome(Optional<String> text, Optional<String> problem, Optional<Session> session) {

        private static Outcome refused(String problem) {
            return new Outcome(Optional.empty(), Optional.of(problem), Optional.empty());
        }
    }

    /**
     * Adds the record behind those that there are.
     *
     * @param exercise the exercise as it is
     * @param asOf the day that counts as today
     */
    public Outcome added(Exercise exercise, LocalDate asOf) {
        Optional<String> wrong = problem();
        if (wrong.isPresent()) {
            return Outcome.refused(wrong.get());
        }
        Optional<Session> there =
                exercise.sessions().stream().filter(this::isThis).findFirst();
        SourceFile file = exercise.file();
        if (there.isPresent()) {
            return new Outcome(Optional.of(file.text()), Optional.empty(), there);
        }
        Optional<Edit> edit = edit(file);
        if (edit.isEmpty()) {
            return unwritable(file);
        }
        String after = Lines.with(file, List.of(edit.get()));
        var told = new Findings();
        Optional<Exercise> now = new ExerciseReader(told).read(new SourceFile(file.path(), after));
        now.ifPresent(
                read -> new ExerciseChecks(asOf, false, told).run(new Exercises(List.of(read), false), List.of()));
        Optional<Finding> refusal = told.sorted().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst();
        if (refusal.isPresent()) {
            boolean ofForm = now.isPresent() || refusal.get().rule().id().startsWith("invalid-exercise");
            return ofForm
                    ? Outcome.refused(
                            refusal.get().message() + "; " + refusal.get().help())
                    : unwritable(file);
        }
        return now.filter(read -> isWithThis(exercise, read))
                .map(read -> new Outcome(
                        Optional.of(after),
                        Optional.empty(),
                        read.sessions().stream().filter(this::isThis).findFirst()))
                .orElseGet(() -> unwritable(file));
    }

    private static Outcome unwritable(SourceFile file) {
        return Outcome.refused(file.path()
                + " is written in a way in which no line can be added; write the list of records with a line for each");
    }

    /** What the reader of the file would not see, or not say well. */
    private Optional<String> problem() {
        List<String> all = Stream.of(tookPart, List.of(duration), results, findings)
                .flatMap(List::stream)
                .toList();
        if (all.stream().anyMatch(text -> text.chars().anyMatch(Character::isISOControl))) {
            return Optional.of("a text has a line break or another control character in it; write it on one line");
        }
        if (tookPart.isEmpty() || all.stream().anyMatch(String::isBlank)) {
            return Optional.of(
                    "a text is empty; say who took part, how long it lasted, and what came of each objective");
        }
        for (String result : results) {
            int equals = result.indexOf('=');
            if (equals < 1 || result.substring(equals + 1).isBlank()) {
                return Optional.of("a result is written as NAME=12m, NAME=met or NAME=missed, and this is " + result);
            }
        }
        for (String finding : findings) {
            if (!finding.contains(ARROW)
                    || found(finding).isEmpty()
                    || changed(finding).isEmpty()) {
                return Optional.of(
                        "a finding is written as FOUND -> CHANGED, or as FOUND -> open: WHO while nothing was"
                                + " changed, and this is " + finding);
            }
        }
        return named().size() < results.size()
                ? Optional.of("an objective has two results; give one for each")
                : Optional.empty();
    }

    private Map<String, String> named() {
        var named = new LinkedHashMap<String, String>();
        for (String result : results) {
            int equals = result.indexOf('=');
            named.put(
                    result.substring(0, equals).strip(),
                    result.substring(equals + 1).strip());
        }
        return named;
    }

    private static String found(String finding) {
        return finding.substring(0, finding.indexOf(ARROW)).strip();
    }

    private static boolean isOpen(String finding) {
        return behind(finding).startsWith(OPEN);
    }

    private static String changed(String finding) {
        String behind = behind(finding);
        return isOpen(finding) ? behind.substring(OPEN.length()).strip() : behind;
    }

    private static String behind(String finding) {
        return finding.substring(finding.indexOf(ARROW) + ARROW.length()).strip();
    }

    private Optional<Edit> edit(SourceFile file) {
        Optional<Mapping> root = YamlReader.readOne(SourceSlice.all(file), new Findings())
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast);
        Optional<Entry> records = root.flatMap(mapping -> mapping.entry(KEY));
        if (records.isEmpty()) {
            var lines = new ArrayList<>(List.of(KEY + ":"));
            lines.addAll(record("  "));
            return root.map(mapping -> Lines.behind(file, Lines.last(file.all()), lines));
        }
        if (!(records.get().value() instanceof Sequence list) || list.items().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Lines.behindLast(file, list.items(), this::record));
    }

    private List<String> record(String indent) {
        var lines = new ArrayList<>(List.of(
                indent + "- date: " + day,
                indent + "  took-part: ["
                        + String.join(
                                ", ",
                                tookPart.stream().map(ExerciseEdits::scalar).toList()) + "]",
                indent + "  duration: " + scalar(duration),
                indent + "  results: { "
                        + String.join(
                                ", ",
                                named().entrySet().stream()
                                        .map(entry -> scalar(entry.getKey()) + ": " + scalar(entry.getValue()))
                                        .toList())
                        + " }"));
        if (!findings.isEmpty()) {
            lines.add(indent + "  findings:");
            for (String finding : findings) {
                lines.add(indent + "    - found: " + scalar(found(finding)));
                lines.add(indent + "      " + (isOpen(finding) ? "open: " : "changed: ") + scalar(changed(finding)));
            }
        }
        return lines;
    }

    /** As people write it where that can mean nothing else. */
    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).find()
                && text.chars().noneMatch(c -> SIGNS.indexOf(c) >= 0)
                && text.equals(text.strip())
                && !List.of("true", "false", "null").contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : Lines.quoted(text);
    }

    private boolean isThis(Session session) {
        var results = new LinkedHashMap<String, String>();
        session.results().forEach(result -> results.put(result.objective().name(), written(result)));
        return session.day().value().equals(day)
                && session.tookPart()
                        .equals(tookPart.stream().map(String::strip).toList())
                && (session.minutes() + "m").equals(duration)
                && results.equals(named())
                && session.lessons().stream()
                        .map(ExerciseEdits::written)
                        .toList()
                        .equals(findings.stream()
                                .map(finding -> List.<Object>of(found(finding), isOpen(finding), changed(finding)))
                                .toList());
    }

    private static String written(Result result) {
        return result.minutes().isPresent() ? result.minutes().getAsInt() + "m" : result.met() ? "met" : "missed";
    }

    private static List<Object> written(Lesson lesson) {
        return List.of(lesson.found().value(), lesson.open(), lesson.what());
    }

    /** Whether all else is as it was. */
    private boolean isWithThis(Exercise before, Exercise now) {
        List<Session> sessions = now.sessions();
        return sessions.size() == before.sessions().size() + 1
                && isThis(sessions.get(sessions.size() - 1))
                && days(before).equals(days(now).subList(0, before.sessions().size()))
                && now.name().value().equals(before.name().value())
                && now.scenario().equals(before.scenario())
                && now.objectives().equals(before.objectives());
    }

    private static List<LocalDate> days(Exercise exercise) {
        return exercise.held().stream().map(Located::value).toList();
    }
}
