package dev.runproof.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void anEstate() throws IOException {
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("runbooks/disk.md"), "# DiskFull\n");
        configure("https://r.example/disk-full/");
    }

    private void configure(String link) throws IOException {
        Files.writeString(
                folder.resolve("runbook.yaml"),
                "{base-url: https://r.example, runbooks: [runbooks/], alert-rules: [r.yaml]}");
        Files.writeString(
                folder.resolve("r.yaml"),
                "groups: [{name: g, rules: [{alert: A, expr: x, annotations: {runbook_url: '" + link + "'}}]}]\n");
    }

    private ExitCode run(String... words) {
        return run(Map.of(), false, out, words);
    }

    private ExitCode run(Map<String, String> environment, boolean terminal, OutputStream to, String... words) {
        out.reset();
        err.reset();
        List<String> all = Stream.of(words)
                .map(word -> word.replace("FOLDER", folder.toString()))
                .toList();
        return Main.run(new Console(InputStream.nullInputStream(), to, err, terminal, environment), all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatPassesIsSummedUp() {
        assertThat(run("check", "--config", "FOLDER/runbook.yaml")).isEqualTo(ExitCode.PASSED);
        assertThat(out()).isEqualTo("no findings; 1 alert in 1 file, 1 runbook: 1 linked\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void aLongOptionDoesNotRunIntoWhatItMeans() {
        run("exercise", "--help");
        assertThat(out())
                .contains("\n  --duration TIME     how long it lasted")
                .contains("\n  --result NAME=RESULT\n                      what came of an objective");
    }

    @Test
    void whatDoesNotIsShown() throws IOException {
        configure("https://r.example/disk-ful/");
        assertThat(run("check", "--config=FOLDER/runbook.yaml")).isEqualTo(ExitCode.REFUSED);
        assertThat(out())
                .contains("r.yaml:1:75: error[unknown-runbook]: alert A links to a runbook that does not exist")
                .contains("did you mean https://r.example/disk-full/")
                .contains("1 error, 1 warning; 1 alert in 1 file");
        assertThat(err()).isEmpty();
    }

    @Test
    void aConfigurationThatIsNotThereIsWrongUsage() {
        assertThat(run("check", "--config", "FOLDER/runbok.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(out())
                .contains("error[invalid-configuration]: there is no configuration")
                .contains("--config");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                             | what shall be done? There is check, baseline, check-links, describe, lock, manifests, site, serve, report, self-test, new, fix, validated, exercise
                    chek                           | there is no command chek; did you mean check?
                    deploy                         | there is no command deploy; there is check, baseline, check-links, describe, lock, manifests, site, serve, report, self-test, new, fix, validated, exercise
                    --check                        | there is no option --check; did you mean check?
                    check --confg x                | there is no option --confg; did you mean --config?
                    check -c x                     | there is no option -c
                    check runbook.yaml             | nothing can be done with runbook.yaml: only options stand here
                    check --config                 | --config FILE: the value is missing
                    check --config --json x        | --config FILE: the value is missing
                    check --config=                | --config FILE: the value is empty
                    check --config a --config b    | --config is given twice
                    check --help=yes               | --help takes no value
                    check --colour allways         | --colour is auto, always or never, and not allways; did you mean always?
                    check --index nowhere.jar      | --index: there is no nowhere.jar
                    check --as-of tomorrow         | --as-of: tomorrow is no day such as 2026-11-22
                    help chek                      | there is no command chek; did you mean check?
                    """)
    void whatIsMisspeltIsExplained(String words, String problem) {
        assertThat(run(words.isEmpty() ? new String[0] : words.split(" +"))).isEqualTo(ExitCode.USAGE);
        assertThat(err()).isEqualTo("runproof: " + problem + "\nSee: runproof --help\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void manifestsAreWritten() throws IOException {
        assertThat(run("manifests", "--config", "FOLDER/runbook.yaml", "--output", "FOLDER/out"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out())
                .contains("which says how transactions run in a cluster")
                .contains("no manifests written");

        Files.writeString(
                folder.resolve("staging.yaml"), "{image: a, may-act-in: all, protected: {addresses: [192.0.2.1]}}");
        assertThat(run(
                        "manifests",
                        "--config=FOLDER/runbook.yaml",
                        "--deployment=FOLDER/staging.yaml",
                        "--output=FOLDER/out"))
                .isEqualTo(ExitCode.PASSED);
        assertThat(out())
                .isEqualTo("no findings; manifests written for 0 transactions and responses, 0 of them enforced\n");
        assertThat(folder.resolve("out/kustomization.yaml")).exists();

        Files.writeString(folder.resolve("out/protected.yaml"), "somebody else's");
        Files.delete(folder.resolve("out.list"));
        assertThat(run(
                        "manifests",
                        "--config=FOLDER/runbook.yaml",
                        "--deployment=FOLDER/staging.yaml",
                        "--output=FOLDER/out"))
                .isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(err())
                .startsWith("runproof: the manifests cannot be written: ")
                .contains("protected.yaml");
    }

    @Test
    void whatSteersATerminalIsShownAsAnEscape() {
        run("check", "\u001b[2J\u202e");
        assertThat(err())
                .startsWith("runproof: nothing can be done with \\u{1b}[2J\\u{202e}: only options stand here\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check --help", "help check", "--help check", "check -h"})
    void aCommandHasHelp(String words) {
        assertThat(run(words.split(" "))).isEqualTo(ExitCode.PASSED);
        assertThat(out()).isEqualTo("""
                Usage: runproof check [OPTION]...

                Check runbooks, alert rules and the links between them.

                Options:
                  --config FILE       the configuration; runbook.yaml in the current folder without it
                  --sarif FILE        write the findings as SARIF 2.1.0
                  --json FILE         write the findings and what was looked at as JSON
                  --junit FILE        write the findings as JUnit's XML
                  --index JAR         a jar or folder with actions of your own; may be given several times
                  --as-of DAY         the day that counts as today, such as 2026-11-22; today by UTC without it
                  --scheduled         the check runs by the clock: what has become too old is an error
                  --base FOLDER       a checkout of the state that the change is compared with
                  --changed-since REV report only what has to do with changes since a commit, such as origin/main
                  --colour WHEN       auto (on a terminal, unless NO_COLOR is set), always or never
                  --help              print this

                Exit codes:
                  0                   nothing refuses the change
                  1                   findings refuse the change
                  2                   the command line or the configuration is wrong
                  3                   a report or the output could not be written
                  4                   a defect of Runproof, or out of memory
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void soHasAll(String word) {
        assertThat(run(word)).isEqualTo(ExitCode.PASSED);
        assertThat(out()).contains("Usage: runproof COMMAND", "  check               check runbooks, alert rules");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isEqualTo(ExitCode.PASSED);
        assertThat(out()).matches("runproof \\d+\\.\\d+\\.\\d+\\S*\n");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() throws IOException {
        configure("https://r.example/disk-ful/");
        assertThat(coloured(Map.of(), true)).isTrue();
        assertThat(coloured(Map.of("NO_COLOR", ""), true)).isTrue();
        assertThat(coloured(Map.of(), false)).isFalse();
        assertThat(coloured(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(coloured(Map.of("TERM", "dumb"), true)).isFalse();
        assertThat(coloured(Map.of(), true, "--colour", "never")).isFalse();
        assertThat(coloured(Map.of("NO_COLOR", "1"), false, "--color=always")).isTrue();
    }

    private boolean coloured(Map<String, String> environment, boolean terminal, String... more) {
        String[] words = Stream.concat(Stream.of("check", "--config", "FOLDER/runbook.yaml"), Stream.of(more))
                .toArray(String[]::new);
        assertThat(run(environment, terminal, out, words)).isEqualTo(ExitCode.REFUSED);
        return out().contains("\u001b[");
    }

    @Test
    void reportsAreWrittenAlsoIfTheCheckFails() throws IOException {
        configure("https://r.example/disk-ful/");
        assertThat(run(
                        "check",
                        "--config",
                        "FOLDER/runbook.yaml",
                        "--sarif",
                        "FOLDER/new/a.sarif",
                        "--json=FOLDER/a.json"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(folder.resolve("new/a.sarif")).content().contains("\"version\" : \"2.1.0\"");
        assertThat(folder.resolve("a.json")).content().contains("\"passed\" : false");
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidBelowTheFindings() {
        assertThat(run("check", "--config", "FOLDER/runbook.yaml", "--json", "FOLDER/runbook.yaml/a.json"))
                .isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(out()).contains("1 alert in 1 file");
        assertThat(err()).startsWith("runproof: the report cannot be written: ").contains("runbook.yaml");
        assertThat(run("check", "--config", "FOLDER/runbook.yaml", "--json", "FOLDER/runbooks"))
                .isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(err()).contains("runbooks: ").hasLineCount(1);
    }

    @Test
    void aFullDiskIsSaid() {
        assertThat(run(Map.of(), false, failing("No space left on device"), "check", "--config", "FOLDER/runbook.yaml"))
                .isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(err()).isEqualTo("runproof: cannot write the output: No space left on device\n");
    }

    @Test
    void aReaderThatHasSeenEnoughChangesNothing() throws IOException {
        configure("https://r.example/disk-ful/");
        assertThat(run(Map.of(), false, failing("Broken pipe"), "check", "--config", "FOLDER/runbook.yaml"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(err()).isEmpty();
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    @Test
    void aDefectIsOneSentence() {
        var broken = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("ours\u001b[2J");
            }
        };
        assertThat(run(Map.of(), false, broken, "--version")).isEqualTo(ExitCode.DEFECT);
        assertThat(err())
                .contains("a defect of Runproof, please report it: java.lang.IllegalStateException: ours\\u{1b}[2J")
                .doesNotContain("\tat ");
        run(Map.of("RUNPROOF_TRACE", "1"), false, broken, "--version");
        assertThat(err()).contains("\tat ");
    }

    @Test
    void offlineNothingIsAskedAndWhatWasNotIsCounted() throws IOException {
        Files.writeString(folder.resolve("runbooks/disk.md"), "# DiskFull\nSee <https://a.example/>.\n");
        assertThat(run("check-links", "--offline", "--config", "FOLDER/runbook.yaml"))
                .isEqualTo(ExitCode.PASSED);
        assertThat(out())
                .isEqualTo(
                        "no findings; 1 address at 1 place: 0 fine, 1 not asked for, offline; 0 requests to 0 hosts\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void aPrivateAddressIsNotAskedAndALineOnATerminalSaysHowFarItIs() throws IOException {
        Files.writeString(folder.resolve("runbooks/disk.md"), "# DiskFull\nSee <http://127.0.0.1:9/>.\n");
        assertThat(run(Map.of(), true, out, "check-links", "--config", "FOLDER/runbook.yaml", "--colour", "never"))
                .isEqualTo(ExitCode.PASSED);
        assertThat(out())
                .contains(
                        "warning[undecided-link]: whether http://127.0.0.1:9/ is there could not be told: its host has a"
                                + " private address");
        assertThat(err()).isEqualTo("\r\u001B[K1 of 1 address\r\u001B[K");
    }

    @Test
    void whatCannotBeRememberedIsTold() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        assertThat(run("check-links", "--config", "FOLDER/runbook.yaml", "--memory", "FOLDER/file/memory.json"))
                .isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(err()).startsWith("runproof: what was found out cannot be remembered: ");
    }

    /** In a step of GitHub Actions no line of a report is a command but those that are meant. */
    @Test
    void inAStepOfGitHubFindingsAreAnnotationsToo() throws IOException {
        configure("https://r.example/disk-ful/");
        Files.writeString(folder.resolve("runbooks/disk.md"), "---\nalerts: []\n---\n# DiskFull\n");
        Path summary = folder.resolve("summary.md");
        Map<String, String> step = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
        assertThat(run(step, false, out, "check", "--config=FOLDER/runbook.yaml"))
                .isEqualTo(ExitCode.REFUSED);
        List<String> lines = out().lines().toList();
        assertThat(lines.get(0)).matches("::stop-commands::[0-9a-f-]{36}");
        String end = "::" + lines.get(0).substring("::stop-commands::".length()) + "::";
        assertThat(lines.subList(lines.indexOf(end) + 1, lines.size()))
                .singleElement()
                .asString()
                .startsWith("::error file=")
                .contains("r.yaml,line=1,", "title=unknown-runbook::alert A links to a runbook that does not exist");
        assertThat(Files.readString(summary)).contains("| error unknown-runbook | 1 |");
        assertThat(run(Map.of(), false, out, "check", "--config=FOLDER/runbook.yaml"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out()).doesNotContain("::");
    }
}
