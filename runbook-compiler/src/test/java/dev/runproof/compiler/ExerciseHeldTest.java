package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.edit.ExerciseEdits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of an exercise is written, and no other byte; and the gate takes what was written. */
class ExerciseHeldTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static final String EXERCISE = """
            # Ours: "kept"
            name:   full-disk  # as it is
            scenario: |
              The disk is full.

              Nothing else.
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

    private static final String RECORD = """
            - date: 2026-11-20
              took-part: [on-call SRE, "Zoë: lead"]
              duration: 80m
              results: { placed: 41m, blind: met }
              findings:
                - found: "No \\"role\\", nobody may enlarge it"
                  changed: The role on-call may
                - found: The page is slow
                  open: web-team
            """;

    private static final ExerciseEdits HELD = new ExerciseEdits(
            DAY,
            List.of("on-call SRE", "Zoë: lead"),
            "80m",
            List.of("placed=41m", "blind=met"),
            List.of(
                    "No \"role\", nobody may enlarge it -> The role on-call may",
                    "The page is slow -> open: web-team"));

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        write(
                "runbook.yaml",
                "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\nexercises: [exercises/]\n");
        write("runbooks/disk-full.md", "---\nalerts: [DiskFull]\n---\n# DiskFull\n");
        write(
                "rules/disk.yaml",
                "groups: [{name: g, rules: [{alert: DiskFull, expr: x > 1, for: 5m, annotations: {runbook_url: 'https://r.example/disk-full/'}}]}]\n");
        write("exercises/full-disk.yaml", EXERCISE);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String exercise() throws IOException {
        return Files.readString(folder.resolve("exercises/full-disk.yaml"));
    }

    private RunbookCompiler compiler() {
        return new RunbookCompiler(folder, List.of());
    }

    private EditReport held(String name, ExerciseEdits record, boolean dry) throws IOException {
        return compiler().exercised(folder.resolve("runbook.yaml"), name, record, TODAY, dry);
    }

    private EditReport held(ExerciseEdits record) throws IOException {
        return held("full-disk", record, false);
    }

    private String check() {
        return compiler()
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(TODAY))
                .text(false);
    }

    @Test
    void theRecordIsWrittenAndTheGateIsContent() throws IOException {
        assertThat(check()).contains("exercise-lapsed");
        assertThat(held("full-disk", HELD, true).summary()).isEqualTo("would write exercises/full-disk.yaml");
        assertThat(exercise()).isEqualTo(EXERCISE);
        EditReport report = held(HELD);
        assertThat(report.summary()).isEqualTo("wrote exercises/full-disk.yaml");
        assertThat(report.text(false)).isEqualTo("""
                placed: missed: 41 minutes in place of 30, 11 too many
                blind: met
                still open: The page is slow
                if disk-full proved true: runproof validated --how exercise --runbook disk-full
                """);
        assertThat(exercise()).isEqualTo(EXERCISE + "records:\n" + RECORD.indent(2));
        assertThat(check()).isEmpty();
        assertThat(held(HELD).summary()).isEqualTo("there is nothing to do");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void recordsAndCommentsOfOthersStay(String end) throws IOException {
        String before = EXERCISE + """
                records:   # the first one first
                - date: 2026-02-01
                  took-part: [a]
                  duration: 60m
                  results: { blind: met, placed: 30m }   # in time

                # the end
                """;
        write("exercises/full-disk.yaml", "\uFEFF" + before.replace("\n", end));
        assertThat(held(HELD).passed()).isTrue();
        assertThat(exercise())
                .isEqualTo("\uFEFF"
                        + before.replace("# in time\n", "# in time\n" + RECORD).replace("\n", end));
        assertThat(check()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'records: []%n'        | false
            'records: [{date: 2026-02-01, took-part: [a], duration: 60m, results: {blind: met, placed: 1m}}]%n' | false
            '...%n'                | false
            '# the end'            | true
            """)
    void whereNoLineCanBeAddedItIsSaid(String end, boolean possible) throws IOException {
        String before = EXERCISE + end.formatted();
        write("exercises/full-disk.yaml", before);
        EditReport report = held(HELD);
        assertThat(report.passed()).as(report.summary()).isEqualTo(possible);
        if (possible) {
            assertThat(exercise()).startsWith(before).endsWith(RECORD.indent(2));
            assertThat(check()).isEmpty();
        } else {
            assertThat(exercise()).isEqualTo(before);
            assertThat(report.summary())
                    .isEqualTo(
                            "nothing was written: exercises/full-disk.yaml is written in a way in which no line can be added; write the list of records with a line for each");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80m  | placed=41m;blind=met   |                     | placed was missed, and the record does not say what was changed; add findings: with what was found, and what was changed so that it goes better next time
            80m  | placed=met;blind=met   |                     | a result that does not fit its objective; placed has a limit of time: write how long it took, such as 30m
            80m  | placed=30m             |                     | the record does not say what came of blind; add it, as the time that it took, met or missed
            80m  | placd=30m;blind=met    |                     | the exercise has no objective placd; did you mean placed?
            80m  | placed=30m;placed=2m;blind=met |             | an objective has two results; give one for each
            80m  | placed:30m;blind=met   |                     | a result is written as NAME=12m, NAME=met or NAME=missed, and this is placed:30m
            80   | placed=30m;blind=met   |                     | duration takes a number of minutes, and this is 80; write it as in duration: 80m
            80m  | placed=30m;blind=met   | too slow            | a finding is written as FOUND -> CHANGED, or as FOUND -> open: WHO while nothing was changed, and this is too slow
            80m  | placed=30m;blind=met   | too slow -> open:   | a finding is written as FOUND -> CHANGED, or as FOUND -> open: WHO while nothing was changed, and this is too slow -> open:
            80m  | placed=30m;blind=      |                     | a result is written as NAME=12m, NAME=met or NAME=missed, and this is blind=
            """)
    void whatIsWrongIsSaidAndNothingIsWritten(String duration, String results, String finding, String problem)
            throws IOException {
        var record = new ExerciseEdits(
                DAY,
                List.of("on-call"),
                duration,
                List.of(results.split(";")),
                finding == null ? List.of() : List.of(finding));
        assertThat(held(record).summary()).isEqualTo("nothing was written: " + problem);
        assertThat(exercise()).isEqualTo(EXERCISE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-23 | the record of 2026-11-23 is of a day that is still to come; write the day on which it was held
            2025-12-31 | the record of 2025-12-31 is of a day before 2026-01-01, when the schedule began; mend the day, or since:
            2026-01-31 | the record of 2026-01-31 is of a day before that of the record above it; put the records in order
            """)
    void aDayOnWhichItCannotHaveBeenHeldIsRefused(LocalDate day, String problem) throws IOException {
        String before = EXERCISE
                + "records:\n- {date: 2026-02-01, took-part: [a], duration: 60m, results: {blind: met, placed: 1m}}\n";
        write("exercises/full-disk.yaml", before);
        assertThat(held(new ExerciseEdits(day, List.of("a"), "80m", List.of("blind=met", "placed=1m"), List.of()))
                        .summary())
                .isEqualTo("nothing was written: " + problem);
        assertThat(exercise()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nrecords: []",
                "a\u0000",
                "a\u001B[31m",
                "a\u0085b",
                " ",
            })
    void noTextEndsItsLine(String text) throws IOException {
        for (ExerciseEdits record : List.of(
                new ExerciseEdits(DAY, List.of(text), "80m", HELD.results(), HELD.findings()),
                new ExerciseEdits(DAY, List.of("a"), "80m", HELD.results(), List.of(text + " -> b")),
                new ExerciseEdits(DAY, List.of("a"), text, HELD.results(), HELD.findings()))) {
            EditReport report = held(record);
            assertThat(report.passed()).isFalse();
            assertThat(report.summary()).doesNotContain("\u001B").contains(" ");
        }
        assertThat(exercise()).isEqualTo(EXERCISE);
    }

    /** Each is written so that it is read as it was given. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- a",
                "a: b",
                "a # b",
                "null",
                "True",
                "12",
                "*x",
                "!!str x",
                "{{ 1 }}",
                "C:\\x",
                "\"a\", 'b'",
                "a]",
                "~",
                "a\u2028b",
                "x -> y",
            })
    void textsMeanNothingToYaml(String text) throws IOException {
        var record = new ExerciseEdits(
                DAY, List.of(text), "80m", HELD.results(), List.of("f " + text + " g -> " + text + " h"));
        assertThat(held(record).passed()).as(held(record).summary()).isTrue();
        assertThat(held(record).summary()).isEqualTo("there is nothing to do");
        assertThat(check()).isEmpty();
    }

    @Test
    void anExerciseThatThereIsNotIsSaid() throws IOException {
        assertThat(held("ful-disk", HELD, false).summary())
                .isEqualTo("nothing was written: there is no exercise ful-disk; did you mean full-disk?");
        assertThat(held("zebra", HELD, false).summary())
                .isEqualTo("nothing was written: there is no exercise zebra; there is full-disk");
        write("exercises/other.yaml", EXERCISE);
        assertThat(held(HELD).summary()).isEqualTo("nothing was written: several exercises have the name full-disk");
        write("exercises/other.yaml", "name: [\n");
        assertThat(held(HELD).summary()).isEqualTo("nothing was written: something could not be read: mend that first");
        write("runbook.yaml", "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n");
        assertThat(held(HELD).summary()).contains("name the files with exercises under exercises:");
    }
}
