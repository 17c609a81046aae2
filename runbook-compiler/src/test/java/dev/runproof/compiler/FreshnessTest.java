package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validations from the door: what is asked for, what age and changes make of them, by day, by schedule and by base. */
class FreshnessTest {

    private static final String CONFIGURATION =
            "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules/]\n";
    private static final String DISK = "# Disk\n\nEnlarge it.\n";
    private static final Pattern HASHES = Pattern.compile("steps: (v1:sha256:\\w{64}), alerts: (v1:sha256:\\w{64})");

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");
    private CheckOptions options = CheckOptions.asOf(LocalDate.of(2026, 11, 22));

    @BeforeEach
    void writeFiles() throws IOException {
        folder = temporary.resolve("change");
        write("runbook.yaml", CONFIGURATION + "max-age: 180d\n");
        rule("disk_free < 1");
        runbook("2026-11-02", DISK);
        record("2026-11-02");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private void rule(String expression) throws IOException {
        write("rules/a.yaml", """
                groups:
                - name: g
                  rules:
                  - alert: Disk
                    expr: %s
                    labels: {severity: critical}
                    annotations: {runbook_url: https://r.example/disk/}
                """.formatted(expression));
    }

    private void runbook(String day, String text) throws IOException {
        String validated = day.isEmpty() ? "" : "last-validated: " + day + "\n";
        write("runbooks/disk.md", "---\n" + validated + "owner: us\n---\n" + text);
    }

    /** A record of what stands there now, by the hashes that the gate gives. */
    private void record(String... days) throws IOException {
        write("validations.yaml", "{}");
        String old = Files.readString(folder.resolve("runbooks/disk.md"));
        write("runbooks/disk.md", old.replaceFirst("---\n(last-validated:.*\n)?", "---\nlast-validated: 2026-10-01\n"));
        Finding asking = check().findings().stream()
                .filter(finding -> finding.rule().id().equals("validation-without-record"))
                .findFirst()
                .orElseThrow();
        write("runbooks/disk.md", old);
        Matcher hashes = HASHES.matcher(asking.help());
        assertThat(hashes.find()).isTrue();
        var text = new StringBuilder("disk:\n  records:\n");
        for (String day : days) {
            text.append("  - { date: " + day + ", who: us, how: exercise, reference: x, " + hashes.group() + " }\n");
        }
        write("validations.yaml", text.toString());
    }

    private void append(String path, String text) throws IOException {
        write(path, Files.readString(folder.resolve(path)) + text);
    }

    private void pending(String since) throws IOException {
        append("validations.yaml", "  pending: { since: " + since + ", who: us, why: an incident }\n");
    }

    /** What stands in the folder now becomes what the change is compared with. */
    private void base() throws IOException {
        Path base = temporary.resolve("base");
        for (String path : List.of("runbook.yaml", "rules/a.yaml", "runbooks/disk.md", "validations.yaml")) {
            if (Files.exists(folder.resolve(path))) {
                Files.createDirectories(base.resolve(path).getParent());
                Files.copy(folder.resolve(path), base.resolve(path));
            }
        }
        options = options.comparedWith(base);
    }

    private void asOf(String day) {
        options = new CheckOptions(LocalDate.parse(day), options.scheduled(), options.base(), Optional.empty());
    }

    private CheckReport check() {
        return new RunbookCompiler(folder, List.of()).check(folder.resolve("runbook.yaml"), options);
    }

    /** Without what is told of the change to whoever has to agree. */
    private List<Finding> freshness() {
        return check().findings().stream()
                .filter(finding -> !finding.rule().aboutChange())
                .toList();
    }

    private List<String> found() {
        return freshness().stream()
                .map(finding -> finding.severity().word() + " " + finding.rule().id())
                .toList();
    }

    private List<String> told() {
        return freshness().stream().map(Finding::message).toList();
    }

    @Test
    void aValidationWithItsRecordIsFresh() {
        assertThat(found()).isEmpty();
    }

    @Test
    void nothingIsAskedOfWhoNeverAsked() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        Files.delete(folder.resolve("validations.yaml"));
        runbook("", DISK);
        assertThat(found()).isEmpty();
        runbook("2026-11-02", DISK);
        assertThat(found()).isEmpty();
        runbook("2026-05-01", DISK);
        assertThat(found()).containsExactly("warning stale-validation");
        write("validations.yaml", "# none yet\n");
        runbook("2026-11-02", DISK);
        assertThat(found()).containsExactly("error validation-without-record");
        runbook("", DISK);
        assertThat(found()).isEmpty();
    }

    @Test
    void maxAgeAsksForDatesAndRecords() throws IOException {
        Files.delete(folder.resolve("validations.yaml"));
        assertThat(found()).containsExactly("error validation-without-record");
        runbook("", DISK);
        assertThat(found()).containsExactly("error missing-validation");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-31, ''",
        "2027-04-01, warning validation-due",
        "2027-05-01, warning validation-due",
        "2027-05-02, warning stale-validation",
        "2026-11-02, ''",
        "2026-11-01, ''",
        "2026-10-31, error future-validation",
    })
    void ageGoesByTheDayOfTheCheck(String day, String expected) {
        asOf(day);
        assertThat(found().stream().distinct().toList()).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void theShortestLimitOfItsAlertsCounts() throws IOException {
        write("runbook.yaml", CONFIGURATION + "max-age: { critical: 10d, default: 400d }\n");
        assertThat(told()).containsExactly("the validation of 2026-11-02 is older than 10 days");
        asOf("2026-11-06");
        assertThat(found()).isEmpty();
        asOf("2026-11-07");
        assertThat(told()).containsExactly("the validation of 2026-11-02 counts until 2026-11-12 and no longer");
        write("runbook.yaml", CONFIGURATION + "max-age: { info: 10d }\n");
        asOf("2026-12-31");
        assertThat(found()).isEmpty();
    }

    @Test
    void timeIsAnErrorByTheClockAndElseNoReasonToStopAMerge() {
        asOf("2027-07-01");
        assertThat(found()).containsExactly("warning stale-validation");
        assertThat(check().passed()).isTrue();
        assertThat(check().summary())
                .endsWith("1 linked; without a base to compare with, 1 validation of no more worth is a warning");
        options = options.byTheClock();
        assertThat(found()).containsExactly("error stale-validation");
        assertThat(check().summary()).endsWith("1 linked");
    }

    @Test
    void whatAChangeTouchesHasToBeFresh() throws IOException {
        base();
        asOf("2027-07-01");
        assertThat(found()).containsExactly("warning stale-validation");
        assertThat(check().summary()).endsWith("1 linked");
        runbook("2026-11-02", DISK.replace(" ", "\n").replace("\n", "  \r\n") + "<!-- note -->\n");
        assertThat(found()).containsExactly("warning stale-validation");
        runbook("2026-11-02", DISK + "More.\n");
        assertThat(found()).containsExactly("error stale-validation", "error validated-other-text");
        pending("2027-07-01");
        assertThat(found()).containsExactly("warning stale-validation", "warning validated-other-text");
        options = options.byTheClock();
        assertThat(found()).containsExactly("error stale-validation", "warning validated-other-text");
    }

    @Test
    void anExpressionOfItsAlertsIsPartOfWhatWasValidated() throws IOException {
        base();
        rule("disk_free   < 1 # as before");
        assertThat(found()).isEmpty();
        rule("disk_free < 2");
        assertThat(found()).containsExactly("error validated-other-text");
        assertThat(told())
                .containsExactly("the expressions of its alerts have changed since the validation of 2026-11-02");
        runbook("2026-11-02", DISK + "More.\n");
        assertThat(told())
                .containsExactly("the text of this runbook and the expressions of its alerts have changed since the"
                        + " validation of 2026-11-02");
        rule("disk_free < 1");
        assertThat(told()).containsExactly("the text of this runbook has changed since the validation of 2026-11-02");
    }

    @Test
    void whatWasChangedEarlierIsAWarning() throws IOException {
        runbook("2026-11-02", DISK + "More.\n");
        assertThat(found()).containsExactly("warning validated-other-text");
        base();
        assertThat(found()).containsExactly("warning validated-other-text");
        options = options.byTheClock();
        assertThat(found()).containsExactly("error validated-other-text");
    }

    @Test
    void alertsOfAnUnreadFileAreNotTakenForChanged() throws IOException {
        rule("[");
        assertThat(found()).containsExactly("error invalid-yaml");
    }

    @Test
    void theNewestRecordCounts() throws IOException {
        runbook("2026-11-05", DISK + "More.\n");
        record("2026-11-05");
        String newer = Files.readString(folder.resolve("validations.yaml"));
        String older =
                "  - { date: 2026-11-02, who: us, how: review, reference: y, steps: v1:sha256:%s, alerts: v1:sha256:%s }\n"
                        .formatted("0".repeat(64), "0".repeat(64));
        write("validations.yaml", newer + older);
        assertThat(found()).isEmpty();
        // Of one day the one that was written last.
        write("validations.yaml", newer + older.replace("2026-11-02", "2026-11-05"));
        assertThat(found()).containsExactly("warning validated-other-text");
    }

    @Test
    void aDayGoesForward() throws IOException {
        base();
        runbook("2026-11-01", DISK);
        assertThat(told()).containsExactly("last-validated goes back from 2026-11-02 to 2026-11-01");
        options = CheckOptions.asOf(options.asOf());
        assertThat(told())
                .containsExactly("last-validated is 2026-11-01, and the newest record of disk is of 2026-11-02");
    }

    @Test
    void ofADayWithoutARecordOnlyThatIsTold() throws IOException {
        runbook("2026-11-05", DISK + "More.\n");
        assertThat(found()).containsExactly("error validation-without-record");
    }

    @Test
    void ofARecordInTheFutureOnlyThatIsTold() throws IOException {
        record("2026-11-02", "2027-11-02");
        assertThat(found()).containsExactly("error future-validation");
    }

    @Test
    void aDayThatIsGoneIsMissed() throws IOException {
        write("runbook.yaml", CONFIGURATION);
        base();
        Files.delete(folder.resolve("validations.yaml"));
        runbook("", DISK);
        assertThat(told()).containsExactly("this runbook no longer says that it was validated on 2026-11-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "1999-12-31", "2026-02-30", "2026-11-02T10:00:00Z", "+12026-11-02", "''"})
    void aMalformedDayIsOneFinding(String day) throws IOException {
        runbook(day, DISK);
        assertThat(found()).containsExactly("error invalid-front-matter");
        runbook("2026-11-02", DISK);
        write(
                "validations.yaml",
                Files.readString(folder.resolve("validations.yaml")).replace("2026-11-02", day));
        assertThat(found()).containsExactly("error invalid-validations");
    }

    @Test
    void aNewRunbookMayWaitForItsValidation() throws IOException {
        Files.delete(folder.resolve("validations.yaml"));
        runbook("", DISK);
        write("validations.yaml", "disk:\n");
        assertThat(found()).containsExactly("error missing-validation", "error invalid-validations");
        write("validations.yaml", "disk:\n  pending: { since: 2026-11-22, who: us, why: an incident }\n");
        assertThat(found()).containsExactly("warning missing-validation");
        asOf("2026-12-06");
        assertThat(found()).containsExactly("warning missing-validation");
        asOf("2026-12-07");
        assertThat(found()).containsExactly("error missing-validation", "warning pending-expired");
    }

    @Test
    void pendingIsNotForEver() throws IOException {
        base();
        runbook("2026-11-02", DISK + "More.\n");
        pending("2026-11-08");
        assertThat(found()).containsExactly("warning validated-other-text");
        asOf("2026-11-23");
        assertThat(found()).containsExactly("error validated-other-text", "error pending-expired");
        pendingAgain("2026-11-24");
        asOf("2026-11-22");
        assertThat(told()).contains("since is in the future");
    }

    @Test
    void pendingWrittenAnewGoesOnFromItsFirstDay() throws IOException {
        runbook("2026-11-02", DISK + "More.\n");
        pending("2026-11-03");
        base();
        pendingAgain("2026-11-22");
        assertThat(found()).containsExactly("warning validated-other-text", "warning pending-expired");
        assertThat(told()).contains("disk has been pending since 2026-11-03, longer than 14 days");
        // A validation between ends the first one.
        runbook("2026-11-10", DISK + "More.\n");
        record("2026-11-10");
        runbook("2026-11-10", DISK + "Still more.\n");
        pending("2026-11-22");
        assertThat(found()).containsExactly("warning validated-other-text");
    }

    private void pendingAgain(String since) throws IOException {
        write(
                "validations.yaml",
                Files.readString(folder.resolve("validations.yaml")).replaceAll("since: [0-9-]+", "since: " + since));
    }

    @Test
    void recordsAreReadWhole() throws IOException {
        String record = Files.readString(folder.resolve("validations.yaml"));
        write("validations.yaml", record + record.substring(record.indexOf("  - ")));
        assertThat(told()).containsExactly("disk has this record of 2026-11-02 already");
        write("validations.yaml", record.replace("how: exercise, ", ""));
        assertThat(told()).containsExactly("records has no how");
        write("validations.yaml", record.replace("v1:", "v2:"));
        assertThat(found()).containsExactly("error invalid-validations", "error invalid-validations");
        write("validations.yaml", record.replace("disk:", "dis:"));
        assertThat(found()).containsExactly("error validation-without-record", "error record-without-runbook");
        write("validations.yaml", "[a]");
        assertThat(told()).containsExactly("this file takes slugs of runbooks with their records, and this is a list");
        write("validations.yaml", "a: [");
        assertThat(found()).containsExactly("error invalid-yaml");
    }

    @Test
    void recordsThatAreALinkAreNotRead() throws IOException {
        Path elsewhere = temporary.resolve("secret");
        Files.move(folder.resolve("validations.yaml"), elsewhere);
        Files.createSymbolicLink(folder.resolve("validations.yaml"), elsewhere);
        assertThat(told()).containsExactly("validations.yaml is a link");
        Files.delete(folder.resolve("validations.yaml"));
        Files.createSymbolicLink(folder.resolve("validations.yaml"), temporary.resolve("nowhere"));
        assertThat(told()).containsExactly("validations.yaml is a link");
    }

    @Test
    void aBaseThatIsNoneIsAnError() throws IOException {
        options = options.comparedWith(temporary.resolve("nowhere"));
        assertThat(told()).containsExactly("the base nowhere is no folder");
        options = options.comparedWith(folder);
        assertThat(told()).containsExactly("the base is the same folder as what is checked");
    }

    @Test
    void againstABaseWithoutConfigurationAllIsNew() throws IOException {
        Files.createDirectories(temporary.resolve("base"));
        options = options.comparedWith(temporary.resolve("base"));
        asOf("2027-07-01");
        assertThat(found()).containsExactly("error stale-validation");
        assertThat(check().summary())
                .endsWith("; the base has no such configuration, so that each runbook counts as changed");
    }

    @Test
    void theBaseIsACheckoutOfTheWhole() throws IOException {
        base();
        Path checkout = temporary.resolve("checkout");
        Path moved = checkout.resolve("docs");
        Files.createDirectories(checkout.resolve(".git"));
        Files.move(folder, moved);
        Path base = temporary.resolve("whole");
        Files.createDirectories(base);
        Files.move(temporary.resolve("base"), base.resolve("docs"));
        folder = moved;
        options = options.comparedWith(base);
        asOf("2027-07-01");
        assertThat(found()).containsExactly("warning stale-validation");
        assertThat(check().summary()).endsWith("1 linked");
    }

    @Test
    void whatIsWrongInTheBaseIsNoFindingOfTheChange() throws IOException {
        rule("disk_free < [");
        write("runbooks/disk.md", "---\nslug: [\n---\n# Disk\n");
        write("validations.yaml", "a: [");
        base();
        rule("disk_free < 1");
        runbook("2026-11-02", DISK);
        record("2026-11-02");
        assertThat(found()).isEmpty();
    }
}
