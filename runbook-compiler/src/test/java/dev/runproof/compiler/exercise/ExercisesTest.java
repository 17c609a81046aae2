package dev.runproof.compiler.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exercises, their records and the calendar; the plain cases are on the pages of the findings. */
class ExercisesTest {

    private static final String EXERCISE = """
            name: full-disk
            scenario: The disk is full.
            runbooks: [disk-full]
            owner: storage
            participants: [on-call]
            duration: 75m
            every: 90d
            since: 2026-01-01
            objectives:
              blind: Nobody knows the scenario
              placed: { show: Orders are placed, within: 30m }
            """;

    private static final String HELD = """
            - date: %s
              took-part: [on-call]
              duration: 80m
              results: %s
            """;

    private static final String WELL = "{ blind: met, placed: 21m }";

    private final Findings findings = new Findings();

    private Optional<Exercise> read(String text) {
        return new ExerciseReader(findings).read(new SourceFile("a.yaml", text));
    }

    private static String held(String... dates) {
        var text = new StringBuilder(EXERCISE + "records:\n");
        Arrays.stream(dates).forEach(date -> text.append(HELD.formatted(date, WELL)));
        return text.toString();
    }

    private List<String> told() {
        return findings.sorted().stream()
                .map(finding -> finding.severity().word() + " " + finding.rule().id() + " "
                        + finding.span().from().line() + ":"
                        + finding.span().from().column() + " " + finding.message())
                .toList();
    }

    private List<String> due(String asOf, boolean scheduled, String text) {
        new ExerciseChecks(LocalDate.parse(asOf), scheduled, findings)
                .run(new Exercises(read(text).stream().toList(), false), List.of());
        return told();
    }

    /** With the schedule of 2026-01-01: due on 2026-04-01, lapsed behind 2026-06-30. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2025-12-01 | false |
            2026-01-01 | false |
            2026-04-01 | true  |
            2026-04-02 | false | warning exercise-overdue 1:7 the exercise full-disk was never held since its schedule began on 2026-01-01 and was due on 2026-04-01
            2026-06-30 | true  | warning exercise-overdue 1:7 the exercise full-disk was never held since its schedule began on 2026-01-01 and was due on 2026-04-01
            2026-07-01 | false | warning exercise-lapsed 1:7 the exercise full-disk was never held since its schedule began on 2026-01-01, more than 180 days ago
            2026-07-01 | true  | error exercise-lapsed 1:7 the exercise full-disk was never held since its schedule began on 2026-01-01, more than 180 days ago
            """)
    void whatIsDueIsTold(String asOf, boolean scheduled, String told) {
        assertThat(due(asOf, scheduled, EXERCISE)).isEqualTo(told == null ? List.of() : List.of(told));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-07-01 |
            2026-07-30 |
            2026-07-31 | exercise-overdue
            2026-10-28 | exercise-overdue
            2026-10-29 | exercise-lapsed
            """)
    void theLastRecordCounts(String asOf, String told) {
        List<String> found = due(asOf, false, held("2026-02-01", "2026-05-01"));
        assertThat(found).hasSize(told == null ? 0 : 1).allMatch(text -> text.contains(told));
        assertThat(found).allMatch(text -> text.contains("was last held on 2026-05-01"));
    }

    @Test
    void whoMayWaitLongestIsNeverOnlyOverdue() {
        String seldom = EXERCISE.replace("90d", "180d");
        assertThat(due("2026-06-30", true, seldom)).isEmpty();
        assertThat(due("2026-07-01", true, seldom)).singleElement().asString().startsWith("error exercise-lapsed");
    }

    /** A record of tomorrow does not make up for what is missing today. */
    @Test
    void recordsAreOfDaysThatCanBe() {
        assertThat(due(
                        "2026-06-01",
                        false,
                        held(
                                "2025-12-31",
                                "2026-03-01",
                                "2026-02-01",
                                "2026-02-15",
                                "2026-03-01",
                                "2026-06-01",
                                "2026-06-02")))
                .containsExactly(
                        "error impossible-record 13:9 the record of 2025-12-31 is of a day before 2026-01-01, when the schedule began",
                        "error impossible-record 21:9 the record of 2026-02-01 is of a day before that of the record above it",
                        "error impossible-record 25:9 the record of 2026-02-15 is of a day before that of the record above it",
                        "error impossible-record 37:9 the record of 2026-06-02 is of a day that is still to come");
    }

    @Test
    void aRecordOfTomorrowHoldsNothing() {
        assertThat(due("2026-07-01", true, held("2026-07-02")))
                .anyMatch(text -> text.contains("exercise-lapsed"))
                .anyMatch(text -> text.contains("impossible-record"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { blind: met, placed: 21m }                 |
            { blind: met, placed: 30m }                 |
            { placed: 21m }                             | the record does not say what came of blind
            { blind: met, placed: 21m, plced: 5m }      | the exercise has no objective plced
            { blind: met, plced: 5m }                   | the exercise has no objective plced
            { blind: 5m, placed: 21m }                  | a result that does not fit its objective
            { blind: met, placed: met }                 | a result that does not fit its objective
            { blind: met, placed: 31m }                 | placed was missed, and the record does not say what was changed
            { blind: met, placed: missed }              | placed was missed, and the record does not say what was changed
            { blind: missed, placed: 5m }               | blind was missed, and the record does not say what was changed
            { blind: yes, placed: 5m }                  | blind takes a number of minutes such as 12m, or met or missed, and this is yes
            { blind: met, placed: 0m }                  | placed takes a number of minutes such as 12m, or met or missed, and this is 0m
            { blind: met, placed: 21 }                  | placed takes a number of minutes such as 12m, or met or missed, and this is 21
            """)
    void aRecordSpeaksOfEachObjective(String results, String told) {
        Optional<Exercise> exercise = read(EXERCISE + "records:\n" + HELD.formatted("2026-02-01", results));
        if (told == null) {
            assertThat(findings.sorted()).isEmpty();
            assertThat(exercise.orElseThrow().held()).hasSize(1);
        } else {
            assertThat(findings.sorted()).singleElement().satisfies(finding -> {
                assertThat(finding.rule()).isEqualTo(ExerciseRules.INVALID_EXERCISE);
                assertThat(finding.message()).contains(told);
            });
            assertThat(exercise).isEmpty();
        }
    }

    @Test
    void whatWasMissedIsFineWhereSomethingWasChanged() {
        String record = HELD.formatted("2026-02-01", "{ blind: missed, placed: 99m }");
        assertThat(read(EXERCISE + "records:\n" + record + "  findings: [{ found: a, changed: b }]\n"))
                .isPresent();
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void whatWasMissedMayStillBeOpen() {
        String record = HELD.formatted("2026-02-01", "{ blind: missed, placed: 99m }");
        Exercise exercise = read(EXERCISE + "records:\n" + record + "  findings: [{ found: a, open: ' b ' }]\n")
                .orElseThrow();
        assertThat(exercise.sessions().get(0).lessons())
                .extracting(lesson -> lesson.found().value() + " " + lesson.open() + " " + lesson.what())
                .containsExactly("a true b");
        assertThat(exercise.sessions().get(0).results())
                .extracting(result -> result.objective().name() + ": " + result.text())
                .containsExactly("blind: missed", "placed: missed: 99 minutes in place of 30, 69 too many");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { found: a }                       | what was found has neither changed: nor open:
            { found: a, changed: b, open: c }  | what was found has changed: and open: at once
            { changed: b }                     | has no found
            """)
    void whatWasFoundWasChangedOrIsOpen(String lesson, String told) {
        String record = HELD.formatted("2026-02-01", "{ blind: missed, placed: 9m }");
        assertThat(read(EXERCISE + "records:\n" + record + "  findings: [" + lesson + "]\n"))
                .isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains(told));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{ at: 0m, tell: a }, { at: 74m, tell: b }] |
            [{ at: 5m, tell: a }, { at: 4m, tell: b }]  | what is told at 4m stands behind what is told later
            [{ at: 75m, tell: a }]                      | at 75m the exercise is over
            [{ at: 5, tell: a }]                        | at takes a number of minutes from the beginning, and this is 5
            """)
    void whatIsToldMeanwhileHasItsMinute(String injects, String told) {
        Optional<Exercise> exercise = read(EXERCISE + "injects: " + injects + "\n");
        assertThat(exercise.isPresent()).isEqualTo(told == null);
        assertThat(findings.sorted())
                .extracting(finding -> finding.message())
                .isEqualTo(told == null ? List.of() : List.of(told));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "[a]",
                "{}",
                "a: [",
                "records: []",
            })
    void textsOfNoUseAreFindings(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(findings.sorted()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            duration: 75m         | duration: 59m
            duration: 75m         | duration: 91m
            duration: 75m         | duration: 1h
            every: 90d            | every: 181d
            every: 90d            | every: 0d
            every: 90d            | every: 90
            since: 2026-01-01     | since: 2026-02-30
            since: 2026-01-01     | since: 1.1.2026
            name: full-disk       | name: Full disk
            owner: storage        | owner: ''
            owner: storage        | owner: 5
            participants: [on-call] | participants: []
            participants: [on-call] | participants: on-call
            runbooks: [disk-full] | runbooks: []
            scenario: The disk is full. | scenario: [one, two]
            within: 30m           | within: half an hour
            within: 30m           | wihtin: 30m
            blind: Nobody knows the scenario | blind: ''
            """)
    void whatHasNotTheFormIsOneFinding(String good, String bad) {
        assertThat(EXERCISE).contains(good);
        assertThat(read(EXERCISE.replace(good, bad))).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule()).isEqualTo(ExerciseRules.INVALID_EXERCISE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"duration: 60m", "duration: 90m", "every: 180d", "every: 1d", "scenario: |\n  two\n  lines"})
    void theBoundsAreIn(String good) {
        String key = good.substring(0, good.indexOf(':') + 1);
        assertThat(read(EXERCISE.replaceFirst(key + ".*", good))).isPresent();
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void anExerciseWithoutAnObjectiveIsNone() {
        assertThat(read(EXERCISE.substring(0, EXERCISE.indexOf("objectives:")) + "objectives: {}"))
                .isEmpty();
        assertThat(told())
                .containsExactly("error invalid-exercise 9:13 an exercise without an objective shows nothing");
    }

    @Test
    void runbooksAndExercisesNameEachOther() {
        var runbooks = new ArrayList<Runbook>();
        for (String name : List.of("DiskFull", "DiskGone")) {
            runbooks.add(new RunbookReader(SlugSource.TITLE)
                    .read(new SourceFile(name + ".md", "# " + name + "\n"), name + ".md", name, findings));
        }
        var checks = new ExerciseChecks(LocalDate.of(2026, 1, 2), false, findings);
        List<Exercise> exercises = read(EXERCISE.replace("[disk-full]", "[disk-full, disk-broken, zebra]")).stream()
                .toList();
        checks.run(new Exercises(exercises, false), runbooks);
        assertThat(told()).isEmpty();
        checks.run(new Exercises(exercises, true), runbooks);
        assertThat(findings.sorted())
                .extracting(finding -> finding.rule().id() + " " + finding.span() + " " + finding.help())
                .containsExactly(
                        "runbook-not-exercised DiskGone.md:1:1 name its slug disk-gone under runbooks: of an exercise, or write one for it",
                        "exercise-without-runbook a.yaml:3:23 name the slug of a runbook, or remove it",
                        "exercise-without-runbook a.yaml:3:36 name the slug of a runbook, or remove it");
    }
}
