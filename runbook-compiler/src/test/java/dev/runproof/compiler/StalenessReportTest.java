package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runproof.compiler.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small library with something old of each kind, and texts of strangers, as of a day: each byte that is written. */
class StalenessReportTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Path RESOURCES = Path.of("src/test/resources/report");

    @TempDir
    private Path folder;

    private Path top;

    @BeforeEach
    void aRepository() throws Exception {
        top = folder.resolve("shop");
        copy(RESOURCES.resolve("library"), top);
        git("2026-01-02", "init", "-q", "-b", "main");
        git("2026-01-02", "add", "-A", ".", ":!runbooks/queue-long.md");
        git("2026-01-02", "commit", "-q", "-m", "the first");
        git("2026-09-01", "add", "-A");
        git("2026-09-01", "commit", "-q", "-m", "a queue");
        Path slow = top.resolve("runbooks/slow.md");
        String before = Files.readString(slow);
        Files.writeString(slow, before + "\nLook twice.\n");
        git("2026-11-30", "commit", "-q", "-a", "-m", "of a day to come");
        Files.writeString(slow, before);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    private void git(String day, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.example"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(top.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_COMMITTER_DATE", day + "T12:00:00Z");
        builder.environment().put("GIT_AUTHOR_DATE", day + "T12:00:00Z");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private RunbookCompiler compiler() {
        return new RunbookCompiler(top, List.of());
    }

    private StalenessReport report(LocalDate day) {
        return compiler()
                .report(
                        top.resolve("runbook.yaml"),
                        new ReportOptions(day, Optional.empty()),
                        InputStream.nullInputStream());
    }

    private Report made() {
        return report(DAY).report().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.md", "report.json", "runbooks.csv", "exercises.csv"})
    void whatIsWrittenIsTheSameEachTime(String name) throws IOException {
        Path to = folder.resolve("to");
        assertThat(report(DAY).write(to)).isEqualTo(4);
        String written = Files.readString(to.resolve(name));
        Path golden = RESOURCES.resolve(name);
        if (Boolean.getBoolean("recreate")) {
            Files.writeString(golden, written);
        }
        assertThat(written).isEqualTo(Files.readString(golden));
    }

    @Test
    void theJsonIsOfItsSchema() throws IOException {
        Path to = folder.resolve("to");
        report(DAY).write(to);
        try (InputStream schema = getClass().getResourceAsStream("/META-INF/runproof/schema/staleness.schema.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(Objects.requireNonNull(schema), InputFormat.JSON)
                            .validate(Files.readString(to.resolve("report.json")), InputFormat.JSON))
                    .isEmpty();
        }
        JsonNode json = new ObjectMapper().readTree(Files.readString(to.resolve("report.json")));
        assertThat(json.path("version").asInt()).isEqualTo(1);
    }

    @Test
    void theWorstStandsFirst() {
        assertThat(made().runbooks())
                .extracting(runbook -> runbook.name() + " " + runbook.state())
                .containsExactly(
                        "pod-down too old", "queue-long never validated", "slow changed since", "disk-full valid");
        assertThat(made().exercises())
                .extracting(one -> one.name() + " " + one.state() + " " + one.left())
                .containsExactly(
                        "lost-pod overdue -114", "full-disk due this quarter 49", "slow-shop due this quarter 69");
        assertThat(made().summary())
                .isEqualTo(
                        "3 of 4 runbooks without a validation that counts, 1 of 3 exercises overdue, 2 open findings, 1 incident to review");
    }

    /** What was added in September was not there before, and what comes after the day has not been. */
    @Test
    void theTrendIsAsItWasThen() {
        assertThat(made().trend())
                .extracting(point -> point.day() + " " + point.valid() + " " + point.old() + " " + point.never())
                .containsExactly("2026-02-25 1 0 2", "2026-05-26 2 0 1", "2026-08-24 1 1 1", "2026-11-22 2 1 1");
        assertThat(made().runbooks())
                .filteredOn(runbook -> runbook.name().equals("slow"))
                .singleElement()
                .satisfies(runbook -> assertThat(runbook.changed()).contains(LocalDate.of(2026, 1, 2)));
        assertThat(report(LocalDate.of(2026, 12, 1)).report().orElseThrow().runbooks())
                .filteredOn(runbook -> runbook.name().equals("slow"))
                .singleElement()
                .satisfies(runbook -> assertThat(runbook.changed()).contains(LocalDate.of(2026, 11, 30)));
    }

    @Test
    void exercisesAreProposedOneAWeekAndTeamsTakeTurns() {
        assertThat(made().proposals())
                .extracting(one -> one.day() + " " + one.exercise() + " " + one.team())
                .containsExactly(
                        "2026-11-30 lost-pod web-team",
                        "2026-12-07 full-disk storage-oncall",
                        "2026-12-14 slow-shop web-team");
    }

    @Test
    void whereGitKnowsNothingThatIsSaid() throws IOException {
        try (Stream<Path> paths = Files.walk(top.resolve(".git"))) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        assertThat(made().changes().why()).contains("the configuration is in no checkout of Git");
        assertThat(made().runbooks()).allMatch(runbook -> runbook.changed().isEmpty());
        Path bare = top.resolve(".git");
        Files.createDirectories(bare);
        assertThat(made().changes().why())
                .hasValueSatisfying(why -> assertThat(why).startsWith("git says: "));
    }

    @Test
    void aShallowCloneKnowsNoDays() throws Exception {
        Path clone = folder.resolve("clone");
        git("2026-11-30", "clone", "-q", "--depth=1", "file://" + top, clone.toString());
        top = clone;
        assertThat(made().changes().why()).contains("the clone is shallow");
        assertThat(made().trend().get(0).all()).isEqualTo(4);
    }

    /** Neither a program that the repository names runs, nor is a name of a file an option. */
    @Test
    void aHostileRepositoryStartsNothing() throws Exception {
        Path mark = folder.resolve("ran");
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\ntouch " + mark + "\n");
        program.toFile().setExecutable(true);
        Files.writeString(top.resolve(".gitattributes"), "*.md diff=x\n");
        Files.createDirectories(top.resolve("--output=" + mark.getFileName()));
        Files.writeString(top.resolve("--output=" + mark.getFileName() + "/a.md"), "# A\n");
        Files.writeString(
                top.resolve("runbook.yaml"),
                Files.readString(top.resolve("runbook.yaml")).replace("[runbooks/]", "['**/*.md']"));
        git("2026-11-22", "add", "-A");
        git("2026-11-22", "commit", "-q", "-m", "an attack");
        // Afterwards, for the git of this test would run them too.
        for (String key : List.of(
                "core.fsmonitor",
                "diff.external",
                "gpg.program",
                "core.pager",
                "core.sshCommand",
                "pager.log",
                "diff.x.textconv",
                "diff.x.command",
                "log.showSignature")) {
            git("2026-11-22", "config", key, key.equals("log.showSignature") ? "true" : program.toString());
        }
        assertThat(made().changes().isKnown()).isTrue();
        assertThat(made().runbooks())
                .anyMatch(runbook -> runbook.file().startsWith("--output")
                        && runbook.changed().isPresent());
        assertThat(mark).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            =1+1          | "'=1+1"
            +1            | "'+1"
            -2            | "'-2"
            @SUM(A1)      | "'@SUM(A1)"
            ＝1+1          | "'＝1+1"
            a=1           | "a=1"
            a,"b"         | "a,""b""\"
            """)
    void noCellIsAFormula(String owner, String cell) throws IOException {
        Path runbook = top.resolve("runbooks/slow.md");
        Files.writeString(
                runbook,
                Files.readString(runbook).replace("owner: web-team", "owner: '" + owner.replace("'", "''") + "'"));
        report(DAY).write(folder.resolve("to"));
        assertThat(Files.readAllLines(folder.resolve("to/runbooks.csv")))
                .filteredOn(line -> line.startsWith("\"Slow\""))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("," + cell + ",\"changed since\","));
    }

    @Test
    void anIssueOfManyRunbooksIsShortEnough() throws IOException {
        for (int i = 0; i < 700; i++) {
            Files.writeString(
                    top.resolve("runbooks/r" + i + ".md"),
                    "---\nalerts: []\nowner: " + "x".repeat(300) + i + "\n---\n# R" + i + " " + "|`".repeat(200)
                            + "\n");
        }
        report(DAY).write(folder.resolve("to"));
        String issue = Files.readString(folder.resolve("to/report.md"));
        assertThat(issue)
                .hasSizeLessThan(65_536)
                .contains("and ")
                .contains(" more\n")
                .contains("## Trend");
        assertThat(issue.lines().filter(line -> line.startsWith("| `")))
                .allMatch(line -> line.chars().filter(c -> c == '`').count() % 2 == 0);
        assertThat(Files.readAllLines(folder.resolve("to/runbooks.csv"))).hasSize(705);
    }

    @Test
    void aConfigurationOfNoUseGivesNone() throws IOException {
        Files.writeString(top.resolve("runbook.yaml"), "runbooks: [x]\n");
        StalenessReport none = report(DAY);
        assertThat(none.report()).isEmpty();
        assertThat(none.write(folder.resolve("to"))).isZero();
        assertThat(folder.resolve("to")).doesNotExist();
    }
}
