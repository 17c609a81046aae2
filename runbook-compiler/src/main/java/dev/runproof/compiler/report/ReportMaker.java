package dev.runproof.compiler.report;

import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.Lesson;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.incident.Incident;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.report.Report.ExerciseDue;
import dev.runproof.compiler.report.Report.Held;
import dev.runproof.compiler.report.Report.OpenFinding;
import dev.runproof.compiler.report.Report.OwnerCount;
import dev.runproof.compiler.report.Report.Proposal;
import dev.runproof.compiler.report.Report.RunbookLink;
import dev.runproof.compiler.report.Report.TrendPoint;
import dev.runproof.compiler.report.Report.Unreviewed;
import dev.runproof.compiler.site.Addresses;
import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.Validity;
import dev.runproof.compiler.site.Website;
import dev.runproof.compiler.validation.Evidence;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Puts together what has become old. For one report; not thread-safe, but what it makes is. */
public final class ReportMaker {

    /** The quarters that the trend looks back. */
    private static final int QUARTERS = 4;

    private static final int WEEK = 7;

    private final Library library;
    private final Website site;
    private final List<Exercise> exercises;
    private final List<Incident> incidents;
    private final LocalDate asOf;
    private final Map<String, Runbook> byFile = new HashMap<>();
    private final Map<String, PageEntry> bySlug = new HashMap<>();

    /**
     * Takes what was read.
     *
     * @param library the runbooks and alerts
     * @param site the website, whose list of runbooks says how much each validation is worth
     * @param exercises the exercises
     * @param incidents the incidents
     */
    public ReportMaker(Library library, Website site, List<Exercise> exercises, List<Incident> incidents) {
        this.library = library;
        this.site = site;
        this.exercises = List.copyOf(exercises);
        this.incidents = List.copyOf(incidents);
        this.asOf = site.asOf();
        library.runbooks().forEach(runbook -> byFile.putIfAbsent(runbook.file().path(), runbook));
        site.entries()
                .forEach(entry -> Optional.ofNullable(byFile.get(entry.file()))
                        .ifPresent(runbook -> bySlug.putIfAbsent(runbook.slug().value(), entry)));
    }

    /**
     * Makes the report.
     *
     * @param findings what the gate finds
     * @param history when files were changed
     * @param firings how often alerts fired
     * @return the report
     */
    public Report make(List<Finding> findings, History history, Firings firings) {
        List<RunbookAge> runbooks = runbooks(findings, history, firings);
        List<ExerciseDue> due = exercises.stream()
                .map(this::due)
                .sorted(Comparator.comparing(ExerciseDue::due)
                        .thenComparing(ExerciseDue::name)
                        .thenComparing(one -> one.exercise().file().path()))
                .toList();
        List<OpenFinding> open = open();
        return new Report(
                site.title(),
                asOf,
                runbooks,
                owners(runbooks, due, open),
                IntStream.rangeClosed(1 - QUARTERS, 0)
                        .mapToObj(quarter -> trend(asOf.plusDays((long) quarter * Report.QUARTER), history))
                        .toList(),
                due,
                held(),
                proposals(due),
                open,
                incidents.stream()
                        .filter(incident -> incident.reviewed().isEmpty()
                                && !incident.day().value().isAfter(asOf))
                        .map(incident -> new Unreviewed(
                                incident, ChronoUnit.DAYS.between(incident.day().value(), asOf)))
                        .sorted(Comparator.comparing(Unreviewed::age)
                                .reversed()
                                .thenComparing(one -> one.incident().id().value()))
                        .toList(),
                history.known(),
                firings.known());
    }

    private List<RunbookAge> runbooks(List<Finding> findings, History history, Firings firings) {
        Map<String, List<Finding>> found = findings.stream()
                .collect(Collectors.groupingBy(finding -> finding.span().file().path()));
        return site.entries().stream()
                .map(entry -> {
                    List<Finding> own = found.getOrDefault(entry.file(), List.of());
                    Validity validity = entry.validity();
                    return new RunbookAge(
                            entry.name(),
                            entry.title(),
                            entry.file(),
                            address(entry),
                            entry.owner(),
                            validity,
                            between(validity.last(), Optional.of(asOf)),
                            between(Optional.of(asOf), validity.until()),
                            entry.lastExercise(),
                            history.changed(entry.file()),
                            firings.known().isKnown()
                                    ? OptionalLong.of(entry.alerts().stream()
                                            .distinct()
                                            .mapToLong(firings::of)
                                            .sum())
                                    : OptionalLong.empty(),
                            count(own, Severity.ERROR),
                            count(own, Severity.WARNING));
                })
                .sorted(Comparator.<RunbookAge>comparingInt(
                                runbook -> rank(runbook.validity().state()))
                        .thenComparingLong(runbook -> runbook.left().orElse(Long.MIN_VALUE))
                        .thenComparing(RunbookAge::title)
                        .thenComparing(RunbookAge::name))
                .toList();
    }

    private static int count(List<Finding> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static int rank(Validity.State state) {
        return switch (state) {
            case STALE -> 0;
            case UNKNOWN -> 1;
            case CHANGED -> 2;
            case FRESH -> 3;
        };
    }

    private static OptionalLong between(Optional<LocalDate> from, Optional<LocalDate> to) {
        return from.isPresent() && to.isPresent()
                ? OptionalLong.of(ChronoUnit.DAYS.between(from.get(), to.get()))
                : OptionalLong.empty();
    }

    private Optional<String> address(PageEntry entry) {
        return site.address().map(address -> address + Addresses.encoded(entry.name()) + "/");
    }

    private ExerciseDue due(Exercise exercise) {
        LocalDate due = exercise.due(asOf);
        return new ExerciseDue(
                exercise,
                exercise.lastHeld(asOf),
                due,
                ChronoUnit.DAYS.between(asOf, due),
                exercise.runbooks().stream().map(slug -> link(slug.value())).toList());
    }

    private RunbookLink link(String slug) {
        Optional<PageEntry> page = Optional.ofNullable(bySlug.get(slug));
        return new RunbookLink(slug, page.map(PageEntry::title).orElse(slug), page.flatMap(this::address));
    }

    private List<OwnerCount> owners(List<RunbookAge> runbooks, List<ExerciseDue> due, List<OpenFinding> open) {
        Map<String, List<RunbookAge>> byOwner = runbooks.stream()
                .collect(Collectors.groupingBy(runbook -> runbook.owner().orElse("")));
        Map<String, List<ExerciseDue>> overdue = due.stream()
                .filter(ExerciseDue::isOverdue)
                .collect(Collectors.groupingBy(one -> one.exercise().owner()));
        Map<String, List<OpenFinding>> findings = open.stream().collect(Collectors.groupingBy(OpenFinding::owner));
        var names = new TreeSet<>(byOwner.keySet());
        names.addAll(overdue.keySet());
        names.addAll(findings.keySet());
        return names.stream()
                .map(name -> {
                    Map<Validity.State, Long> states = byOwner.getOrDefault(name, List.of()).stream()
                            .collect(Collectors.groupingBy(
                                    runbook -> runbook.validity().state(), Collectors.counting()));
                    return new OwnerCount(
                            Optional.of(name).filter(owner -> !owner.isEmpty()),
                            byOwner.getOrDefault(name, List.of()).size(),
                            number(states, Validity.State.FRESH),
                            number(states, Validity.State.CHANGED),
                            number(states, Validity.State.STALE),
                            number(states, Validity.State.UNKNOWN),
                            overdue.getOrDefault(name, List.of()).size(),
                            findings.getOrDefault(name, List.of()).size());
                })
                .sorted(Comparator.comparingInt(OwnerCount::toDo)
                        .reversed()
                        .thenComparing(one -> one.owner().orElse("")))
                .toList();
    }

    private static int number(Map<Validity.State, Long> states, Validity.State state) {
        return states.getOrDefault(state, 0L).intValue();
    }

    /**
     * What text was validated then is not known: that a runbook has changed since does not count here. A runbook was there if a commit had it, or
     * if it was validated: its file may have had another name.
     */
    private TrendPoint trend(LocalDate day, History history) {
        int valid = 0;
        int old = 0;
        int never = 0;
        var ages = new ArrayList<Long>();
        for (PageEntry entry : site.entries()) {
            Runbook runbook = byFile.get(entry.file());
            Optional<LocalDate> last = runbook == null ? Optional.empty() : lastValidated(runbook, day);
            boolean wasNot = last.isEmpty()
                    && history.began(entry.file())
                            .filter(began -> began.isAfter(day))
                            .isPresent();
            if (runbook == null || wasNot) {
                continue;
            }
            if (last.isEmpty()) {
                never++;
            } else {
                ages.add(ChronoUnit.DAYS.between(last.get(), day));
                if (last.get().plusDays(library.daysValid(runbook)).isBefore(day)) {
                    old++;
                } else {
                    valid++;
                }
            }
        }
        ages.sort(Comparator.naturalOrder());
        return new TrendPoint(
                day,
                valid,
                old,
                never,
                ages.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ages.get((ages.size() - 1) / 2)));
    }

    private Optional<LocalDate> lastValidated(Runbook runbook, LocalDate day) {
        Stream<LocalDate> records =
                library
                        .freshness()
                        .validations()
                        .of(runbook.slug().value())
                        .map(Evidence::records)
                        .orElse(List.of())
                        .stream()
                        .map(record -> record.day().value());
        return Stream.concat(records, runbook.frontMatter().lastValidated().map(Located::value).stream())
                .filter(when -> !when.isAfter(day))
                .max(Comparator.naturalOrder());
    }

    private List<Held> held() {
        return exercises.stream()
                .flatMap(exercise -> exercise.sessions().stream().map(session -> new Held(exercise, session)))
                .filter(one -> {
                    LocalDate day = one.session().day().value();
                    return !day.isAfter(asOf) && day.isAfter(asOf.minusDays(Report.QUARTER));
                })
                .sorted(Comparator.<Held, LocalDate>comparing(
                                one -> one.session().day().value())
                        .reversed()
                        .thenComparing(one -> one.exercise().name().value()))
                .toList();
    }

    /**
     * One a week, whoever waits longest first. Each team holds each scenario in turn: the first time its owner, and no team
     * two in a row where there is another.
     */
    private List<Proposal> proposals(List<ExerciseDue> due) {
        List<String> teams =
                exercises.stream().map(Exercise::owner).distinct().sorted().toList();
        var proposals = new ArrayList<Proposal>();
        String before = "";
        for (ExerciseDue one : due) {
            if (one.left() > Report.QUARTER) {
                continue;
            }
            Exercise exercise = one.exercise();
            long held = exercise.held().stream()
                    .filter(day -> !day.value().isAfter(asOf))
                    .count();
            int turn = (int) ((teams.indexOf(exercise.owner()) + held) % teams.size());
            if (teams.get(turn).equals(before)) {
                turn = (turn + 1) % teams.size();
            }
            before = teams.get(turn);
            LocalDate day = asOf.plusDays((long) WEEK * (proposals.size() + 1));
            proposals.add(new Proposal(workday(day), exercise.name().value(), before));
        }
        return proposals;
    }

    private static LocalDate workday(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY
                ? day.plusDays(2)
                : day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }

    private List<OpenFinding> open() {
        Stream<OpenFinding> ofExercises = exercises.stream()
                .flatMap(exercise -> exercise.sessions().stream()
                        .flatMap(session -> session.lessons().stream()
                                .map(lesson -> open(
                                        lesson,
                                        "exercise " + exercise.name().value(),
                                        session.day().value(),
                                        exercise.owner(),
                                        exercise.runbooks()))
                                .flatMap(Optional::stream)));
        Stream<OpenFinding> ofIncidents = incidents.stream()
                .flatMap(incident -> incident.lessons().stream()
                        .map(lesson -> open(
                                lesson,
                                "incident " + incident.id().value(),
                                incident.reviewed().orElse(incident.day()).value(),
                                incident.owner(),
                                incident.runbooks()))
                        .flatMap(Optional::stream));
        return Stream.concat(ofExercises, ofIncidents)
                .filter(finding -> !finding.day().isAfter(asOf))
                .sorted(Comparator.comparing(OpenFinding::day)
                        .thenComparing(OpenFinding::source)
                        .thenComparing(OpenFinding::place))
                .toList();
    }

    private static Optional<OpenFinding> open(
            Lesson lesson, String source, LocalDate day, String owner, List<Located<String>> runbooks) {
        return lesson.open()
                ? Optional.of(new OpenFinding(
                        source,
                        day,
                        owner,
                        runbooks.stream().map(Located::value).toList(),
                        lesson.found().value(),
                        lesson.what(),
                        lesson.found().span().file().path() + ":"
                                + lesson.found().span().from().line()))
                : Optional.empty();
    }
}
