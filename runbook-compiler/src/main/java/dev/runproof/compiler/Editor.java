package dev.runproof.compiler;

import dev.runproof.compiler.Sources.Reading;
import dev.runproof.compiler.check.AlertLink;
import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.edit.Change;
import dev.runproof.compiler.edit.ExerciseEdits;
import dev.runproof.compiler.edit.LinkEdits;
import dev.runproof.compiler.edit.ValidationEdits;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.Exercises;
import dev.runproof.compiler.exercise.Lesson;
import dev.runproof.compiler.exercise.Session;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.RedirectsReader;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.parse.RunbookFile;
import dev.runproof.compiler.resolve.Resolution.NoPage;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.validation.ValidatedText;
import dev.runproof.compiler.validation.ValidationsReader;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.HelmChart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Works out what is to be changed in somebody's files. Writes nothing. */
final class Editor {

    private final Reading read;
    private final Sources sources;
    private final Library library;
    private final Path root;

    /**
     * Takes what was read.
     *
     * @param read what was read
     * @param sources where from
     * @param root the folder that the names of files in findings are relative to
     * @param asOf the day that counts as today
     */
    Editor(Reading read, Sources sources, Path root, LocalDate asOf) {
        this.read = read;
        this.sources = sources;
        this.library = read.library(sources.repositoryFiles(), Freshness.unasked(asOf));
        this.root = root;
    }

    private Path path(SourceFile file) {
        return root.resolve(file.path()).normalize();
    }

    private Path beside(String name) {
        return read.configuration().folder().resolve(name);
    }

    private String nameOf(Path path) {
        return new FileReader(root).nameOf(path);
    }

    private static EditReport changes(List<Change> changes, boolean dry, List<String> remarks) {
        return new EditReport(
                List.of(),
                Optional.empty(),
                changes.stream()
                        .filter(change -> !change.before().equals(Optional.of(change.after())))
                        .toList(),
                dry,
                remarks);
    }

    /** Writes down that a runbook was validated. */
    EditReport validated(String slug, ValidationEdits validation, boolean dry) {
        List<Runbook> those = read.runbooks().stream()
                .filter(runbook -> runbook.slug().value().equals(slug))
                .toList();
        if (those.size() != 1) {
            List<String> slugs = read.runbooks().stream()
                    .map(runbook -> runbook.slug().value())
                    .toList();
            return EditReport.refused(
                    those.isEmpty()
                            ? "there is no runbook " + slug
                                    + Suggestion.nearest(slug, slugs)
                                            .map(near -> "; did you mean " + near + "?")
                                            .orElse("")
                            : "several runbooks have the slug " + slug);
        }
        Runbook runbook = those.get(0);
        ValidatedText text = library.validatedText(runbook);
        Path records = beside(ValidationsReader.FILE);
        Optional<SourceFile> file =
                Files.exists(records) ? new FileReader(root).read(records, new Findings()) : Optional.empty();
        Optional<Change> change = file.isPresent()
                ? file.flatMap(
                        before -> validation.added(before, slug, text).map(after -> Change.of(before, records, after)))
                : Optional.of(new Change(nameOf(records), records, Optional.empty(), validation.first(slug, text)));
        if (change.isEmpty()) {
            return EditReport.refused(
                    ValidationsReader.FILE
                            + " is written in a way in which no line can be added; write the list of records with a line for each");
        }
        boolean pending = read.validations()
                .of(slug)
                .filter(evidence -> evidence.pending().isPresent())
                .isPresent();
        return changes(
                List.of(
                        change.get(),
                        Change.of(
                                runbook.file(),
                                path(runbook.file()),
                                validation.dated(runbook, RunbookFile.isYaml(runbook.location())))),
                dry,
                pending
                        ? List.of("pending is still declared for " + slug + " in " + ValidationsReader.FILE
                                + "; take it out if this validation was what it waited for")
                        : List.of());
    }

    /** Writes down that an exercise was held. */
    EditReport exercised(String name, ExerciseEdits record, LocalDate asOf, boolean dry) {
        List<Exercise> all = read.exercises().map(Exercises::exercises).orElse(List.of());
        List<Exercise> those = all.stream()
                .filter(exercise -> exercise.name().value().equals(name))
                .toList();
        if (those.size() != 1) {
            List<String> names =
                    all.stream().map(exercise -> exercise.name().value()).toList();
            return EditReport.refused(
                    those.isEmpty()
                            ? "there is no exercise " + name
                                    + Suggestion.nearest(name, names)
                                            .map(near -> "; did you mean " + near + "?")
                                            .orElse(
                                                    names.isEmpty()
                                                            ? "; name the files with exercises under exercises: in the configuration"
                                                            : "; there is " + String.join(", ", names))
                            : "several exercises have the name " + name);
        }
        Exercise exercise = those.get(0);
        ExerciseEdits.Outcome outcome = record.added(exercise, asOf);
        return outcome.text()
                .map(text -> changes(
                        List.of(Change.of(exercise.file(), path(exercise.file()), text)),
                        dry,
                        outcome.session()
                                .map(session -> remarks(exercise, session))
                                .orElse(List.of())))
                .orElseGet(() -> EditReport.refused(outcome.problem().orElseThrow()));
    }

    private static List<String> remarks(Exercise exercise, Session session) {
        var remarks = new ArrayList<String>();
        session.results().forEach(result -> remarks.add(result.objective().name() + ": " + result.text()));
        session.lessons().stream()
                .filter(Lesson::open)
                .forEach(lesson -> remarks.add("still open: " + lesson.found().value()));
        exercise.runbooks()
                .forEach(slug -> remarks.add("if " + slug.value()
                        + " proved true: runproof validated --how exercise --runbook " + slug.value()));
        return remarks;
    }

    /** Begins a runbook for an alert. */
    EditReport newRunbook(String name, String owner, Optional<Path> chosen, boolean dry) {
        Optional<AlertLink> link = library.links().stream()
                .filter(one -> one.alert().name().value().equals(name))
                .findFirst();
        if (link.isEmpty()) {
            List<String> names = library.links().stream()
                    .map(one -> one.alert().name().value())
                    .distinct()
                    .toList();
            return EditReport.refused("no rule file has an alert " + name
                    + Suggestion.nearest(name, names)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
        }
        Alert alert = link.get().alert();
        if (!NewRunbooks.canBeNamedAfter(alert)) {
            return EditReport.refused(
                    "a page cannot be named after this alert: its name has a slash or several lines in it, or is too long");
        }
        Optional<Runbook> listed = library.runbookFor(alert);
        if (listed.isPresent()) {
            return EditReport.refused(listed.get().file().path() + " is for " + name + " already");
        }
        var begins = new NewRunbooks(read, sources, library, root, owner);
        Path file = chosen.orElseGet(() -> begins.usualPlace(link.get()));
        if (Files.exists(file)) {
            return EditReport.refused(nameOf(file) + " is there already");
        }
        String text = begins.text(List.of(alert), Optional.empty());
        return changes(
                List.of(new Change(nameOf(file), file, Optional.empty(), text)),
                dry,
                link.get().link().isPresent()
                        ? List.of()
                        : List.of("the alert has no link yet: `runproof fix` adds it"));
    }

    /** Mends what can be mended without knowing more than the files say. */
    EditReport fix(Optional<String> owner, boolean dry) {
        return owner.map(name -> new NewRunbooks(read, sources, library, root, name).begun())
                .map(begun -> new Editor(sources.with(read, begun.runbooks()), sources, root, LocalDate.EPOCH)
                        .fix(begun.changes(), begun.remarks(), dry))
                .orElseGet(() -> fix(List.of(), List.of(), dry));
    }

    private EditReport fix(List<Change> begun, List<String> notBegun, boolean dry) {
        var changes = new ArrayList<>(begun);
        for (AlertFile rules : RuleFile.contents(read.ruleFiles())) {
            if (!rules.file().path().equals(SourceFile.STANDARD_INPUT)) {
                Path path = path(rules.file());
                var edits = new LinkEdits(rules, HelmChart.hasTemplate(path));
                library.links().stream()
                        .filter(link -> link.alert().name().span().file().equals(rules.file()))
                        .forEach(link -> fix(link, edits));
                edits.text().ifPresent(text -> changes.add(Change.of(rules.file(), path, text)));
            }
        }
        redirects().ifPresent(changes::add);
        var remarks = new ArrayList<>(notBegun);
        for (UndecidedSteps.Decided decided : new UndecidedSteps(read).decided()) {
            changes.add(Change.of(decided.file(), path(decided.file()), decided.text()));
            remarks.add(
                    String.join(", ", decided.steps()) + " in " + decided.file().path()
                            + " now stays if a later step fails, which is the safer side; write if-later-fails: undo if it is not there");
        }
        return changes(changes, dry, remarks);
    }

    private void fix(AlertLink link, LinkEdits edits) {
        Alert alert = link.alert();
        if (alert.kind() != Alert.Kind.PROMETHEUS) {
            return;
        }
        if (link.link().isEmpty()) {
            library.addressFor(alert).ifPresent(address -> edits.add(alert, link.annotation(), address));
        } else if (link.resolution().orElse(null) instanceof NoPage missing) {
            library.resolver()
                    .nearestName(missing.site(), missing.name())
                    .filter(name -> name.equalsIgnoreCase(missing.name()))
                    .ifPresent(name -> edits.correct(alert, link.annotation(), missing.name(), name));
        }
    }

    private boolean leads(String name) {
        return read.publication().pages().has(name)
                || read.publication().redirects().end(name).isPresent();
    }

    /** A page whose file has another name now gets a redirect. */
    private Optional<Change> redirects() {
        var lines = new ArrayList<String>();
        SortedMap<String, SlugsLock.Entry> locked =
                new TreeMap<>(read.publication().lock().map(SlugsLock::entries).orElseGet(TreeMap::new));
        locked.forEach((name, entry) -> read.runbooks().stream()
                .filter(runbook -> runbook.location().equals(entry.location()))
                .map(runbook -> read.publication().pages().nameOf(runbook))
                .filter(now -> !now.equals(name) && !leads(name))
                .findFirst()
                .ifPresent(now -> lines.add(name + ": " + now)));
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Path file = beside(RedirectsReader.FILE);
        Optional<SourceFile> before =
                Files.exists(file) ? new FileReader(root).read(file, new Findings()) : Optional.empty();
        String old = before.map(SourceFile::text).orElse("");
        String after = old + (old.isEmpty() || old.endsWith("\n") ? "" : "\n") + String.join("\n", lines) + "\n";
        var findings = new Findings();
        RedirectsReader.read(new SourceFile(RedirectsReader.FILE, after), findings);
        return findings.size() > 0
                ? Optional.empty()
                : Optional.of(new Change(nameOf(file), file, before.map(SourceFile::text), after));
    }
}
