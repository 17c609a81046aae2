package dev.runproof.compiler.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.model.Titles;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.TreeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Near misses of the checks of commands, placeholders and files; the plain cases are on their pages. */
class ContentTest {

    private static final String DECLARES = "---\ninputs: { POD: name, SOURCE_IP: ip }\n---\n";

    @TempDir
    private Path folder;

    private Path repository;

    @BeforeEach
    void makeRepository() throws IOException {
        repository = folder.resolve("repository");
        write("ops/run.sh");
        write("ops/sub/deploy.yaml");
        write("runbooks/helper.sh");
        Files.writeString(folder.resolve("secret.sh"), "");
        Files.createSymbolicLink(repository.resolve("ops/out"), folder);
    }

    private void write(String path) throws IOException {
        Files.createDirectories(repository.resolve(path).getParent());
        Files.writeString(repository.resolve(path), "");
    }

    /** As {@code line:column id text}. */
    private List<String> check(String text, String... sections) {
        return findings(text, sections).stream()
                .map(finding -> finding.span().from().line() + ":"
                        + finding.span().from().column() + " "
                        + finding.severity().word() + " "
                        + finding.rule().id() + " "
                        + finding.span().text())
                .toList();
    }

    private List<Finding> findings(String text, String... sections) {
        var findings = new Findings();
        Runbook runbook = new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile("runbooks/a.md", text), "runbooks/a.md", "a", findings);
        new Content()
                .check(
                        List.of(runbook),
                        List.of(),
                        List.of(sections),
                        Index.empty(),
                        new TreeFiles(repository, repository),
                        findings);
        return findings.sorted();
    }

    private static String block(String info, String text) {
        return "# A\n\n```" + info + "\n" + text + "\n```\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash ops/gone.sh",
                "./gone.sh",
                "ops/gone",
                "sudo -E ops/gone.sh a",
                ". ./gone.sh",
                "source ops/gone.env",
                "python3 -u ops/gone.py",
                "kubectl apply -f ops/gone.yaml",
                "kubectl apply --filename=ops/gone.yaml",
                "psql < ops/gone.sql",
                "kubectl apply -k ./gone",
                "a | b && ops/gone.sh",
                "if ops/gone.sh; then a; fi",
                "helm upgrade a b --values ops/gone.yaml",
                "../gone.sh"
            })
    void aFileThatACommandNeedsAndThatIsNotThereIsTold(String command) {
        assertThat(check(block("sh", command)))
                .singleElement()
                .asString()
                .startsWith("4:")
                .contains("error missing-file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash ops/run.sh",
                "ops/run.sh a",
                "../ops/run.sh",
                "./helper.sh",
                "./ops/run.sh",
                "kubectl apply -f ops/sub/deploy.yaml",
                "kubectl apply -k ops/sub",
                "bash /etc/gone.sh",
                "bash ~/gone.sh",
                "bash $DIR/gone.sh",
                "bash ops/*.sh",
                "bash ops/<NAME>.sh",
                "bash 'ops/$x.sh'",
                "kubectl logs deployment/gone",
                "kubectl get pod/ops -f x",
                "kubectl apply -f https://a/ops/gone.yaml",
                "kubectl apply -f gone.yaml",
                "bash elsewhere/gone.sh",
                "tail -f ops/gone.log",
                "rm -f ops/gone.sh",
                "a > ops/gone.sh; bash ops/gone.sh",
                "a | tee ops/gone.yaml; kubectl apply -f ops/gone.yaml",
                "a -o ops/gone.yaml; kubectl apply -f ops/gone.yaml",
                "cp a ops/gone.sh\nops/gone.sh",
                "cd /srv\n./gone.sh",
                "ssh host ./gone.sh",
                "ssh host\n./gone.sh",
                "git clone a\nops/gone.sh",
                "curl -O https://a/gone.sh\n./gone.sh",
                "kubectl exec pod -- ./gone.sh",
                "docker run a ops/gone.sh",
                "mkdir ops/new\nbash ops/new/a.sh",
                "bash -c 'ops/gone.sh'",
                "python3 -m ops/gone.py",
                "echo ops/gone.sh",
                "vi ops/gone.sh",
                "../../../etc/gone.sh",
                "ops/../../gone.sh",
                "kubectl create configmap a --from-file=ops/run.sh",
                "awk '{print}' ops/gone.txt",
                "cat < \"$f\""
            })
    void whatMayBeSomethingElseIsLeftAlone(String command) {
        assertThat(check(block("sh", command))).noneMatch(finding -> finding.contains("missing-file"));
    }

    /** The answer is the same whether something is there or not, so that it tells nothing of the machine. */
    @Test
    void nothingOutsideOfTheRepositoryIsLookedAt() {
        assertThat(check(block(
                        "sh",
                        "bash ops/out/secret.sh\nbash ops/out/gone.sh\nbash ../../secret.sh\nbash ../../gone.sh")))
                .containsExactly("4:6 error missing-file ops/out/secret.sh", "5:6 error missing-file ops/out/gone.sh");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see `ops/gone.sh`           | 1:6 warning missing-file ops/gone.sh",
                "see ``../ops/gone.yaml``    | 1:7 warning missing-file ../ops/gone.yaml",
                "run `bash ops/gone.sh -x`   | 1:11 error missing-file ops/gone.sh",
            })
    void filesInTextAreToldToo(String text, String expected) {
        assertThat(check(text)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`ops/run.sh`",
                "ops/gone.sh",
                "`ops/gone`",
                "`ops/v1.Pod`",
                "`elsewhere/gone.sh`",
                "`image/ops/gone.sh`",
                "`/ops/gone.sh`",
                "`https://a/ops/gone.sh`",
                "`gone.sh`",
                "`ops/<name>.sh`",
                "`a ops/gone.sh b`",
                "[a](ops/gone.sh)"
            })
    void otherTextNamesNoFile(String text) {
        assertThat(check(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort <in >out",
                "cat <<EOF>out\nEOF",
                "a <<<POD>b",
                "press <ENTER>",
                "<DETAILS>a</DETAILS>",
                "a < POD > b",
                "List<Pod>",
                "a <P> b",
                "a <other-pod>",
                "a <!POD>",
                "a $POD ${POD}"
            })
    void whatIsNoPlaceholderIsLeftAlone(String text) {
        assertThat(check(DECLARES + block("", text) + "`<POD> <SOURCE_IP>`")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sh,1", "'',1", "promql,1", "yaml,1", "java,0", "html,0", "markdown,0", "yaml transaction,0", "text,0"})
    void placeholdersAreLookedForInWhatPeopleCopy(String info, int found) {
        assertThat(check("# A\n\n```" + info + "\na <UNKNOWN_POD>\n```\n"))
                .filteredOn(finding -> finding.contains("undeclared-placeholder"))
                .hasSize(found);
    }

    @Test
    void aRunbookThatDeclaresNothingIsToldOnceAndWarned() {
        String text = "`<AA> <BB>`\n" + block("sh", "a <AA> <CC> <dd>");

        assertThat(check(text)).containsExactly("1:2 warning undeclared-placeholder <AA>");
        assertThat(check(text, Titles.ALL.toArray(String[]::new)))
                .containsExactly(
                        "1:2 error undeclared-placeholder <AA>",
                        "1:7 error undeclared-placeholder <BB>",
                        "5:8 error undeclared-placeholder <CC>");
        assertThat(check("---\ninputs: {}\n---\n" + text)).hasSize(3).allMatch(finding -> finding.contains(" error "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<pod>", "<source-ip>", "<Source_IP>"})
    void otherSpellingsOfADeclaredNameAreTold(String written) {
        assertThat(check(DECLARES + block("sh", "a <POD> <SOURCE_IP> " + written)))
                .containsExactly("7:21 error undeclared-placeholder " + written);
    }

    @Test
    void whatATransactionThatCannotBeReadWouldDeclareIsNotKnown() {
        assertThat(check(block("yaml transaction", "name: x") + block("sh", "a <POD>")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inputs: [POD]                            | 2:9 [POD]",
                "inputs: { pod: name }                    | 2:11 pod",
                "inputs: { POD: }                         | 2:15",
                "inputs: { POD: Name }                    | 2:16 Name",
                "inputs: { POD: { from: { label: a } } }  | 2:11 POD",
                "inputs: { POD: { type: a, form: b } }    | 2:27 form",
                "inputs: { POD: { type: a, from: b } }    | 2:33 b",
                "inputs: { POD: { type: a, from: { l: b } } } | 2:35 l",
            })
    void inputsThatAreNoneHaveTheirPlace(String inputs, String expected) {
        assertThat(check("---\n" + inputs + "\n---\n`<POD>`"))
                .filteredOn(finding -> finding.contains("invalid-front-matter"))
                .singleElement()
                .asString()
                .isEqualTo(expected.replaceFirst(" |$", " error invalid-front-matter ")
                        .replaceFirst(" +$", " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "shell", "SH", "bash {linenos=true}", "sh title=\"x\""})
    void blocksOfShellAreRead(String info) {
        assertThat(check(block(info, "a |"))).containsExactly("4:3 error invalid-shell |");
    }

    @Test
    void queriesAreToldFromCommands() {
        String query = "name the language of the block promql, if it is a query";
        assertThat(findings(block("sh", "# top\nsum by(pod) (rate(x_total{job=\"a\"}[5m]))")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.help()).isEqualTo(query));
        assertThat(findings(block("sh", "label_replace(\n  sum(rate(x[1d]))\n, \"a\", \"b\", \"\", \"\")")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.help()).isEqualTo(query));
        assertThat(findings(block("sh", "curl x{a=\"b\"} (\n")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.help()).isNotEqualTo(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "zsh", "fish", "powershell", "json", "shellcheck"})
    void otherBlocksAreNot(String info) {
        assertThat(check(block(info, "a |"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "$ a 'b => 4:5",
                "$ a\\nit's ok\\n$ b ) => 6:5",
                "me@host:~/x$ a ) => 4:16",
                "[root@host ~]# a ) => 4:18",
                "sh-4.2$ a ) => 4:11",
                "# a ) => 4:5",
                "  $ a \\\\\\n>  b ) => 5:6",
                "$ for i in a; do\\n> b\\n$ c => 4:3",
            })
    void behindPromptsCommandsAreRead(String session, String place) {
        String text = session.replace("\\n", "\n").replace("\\\\", "\\");
        assertThat(check(block("console", text))).singleElement().asString().startsWith(place + " error invalid-shell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's the answer (of a program)", "$ a\nit's (ok", "$ cat <<EOF\nit's\nEOF\nit's", "$ a 'b\nc'\nit's",
                        "$ a \\\n  b\nit's",
                "# it's root's (comment", "$ a\n# it's a comment (", "$ for i in a; do\n> b\n> done\nit's",
                        "postgres=# select 'a", "> it's",
            })
    void answersAndCommentsAreNot(String session) {
        assertThat(check(block("console", session))).isEmpty();
        assertThat(check(block("sh", "$ a\n" + session))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get pods\nNAME     READY     AGE (of it)",
                "kubectl get pods\n\nError: can't do (that) now",
                "a\nlevel=info msg=\"it's\" (b)"
            })
    void answersBelowACommandAreLeftAlone(String text) {
        assertThat(check(block("sh", text))).isEmpty();
    }

    @Test
    void aBlockThatIsNeverClosedHasTakenInTheRestOfThePage() {
        assertThat(check("# A\n\n```sh\na\n\n- it's the rest\n")).isEmpty();
        assertThat(check("# A\n\n- ```sh\n  a '\n  ```\n")).containsExactly("4:5 error invalid-shell '");
        assertThat(check("# A\n\n> ```sh\n> a '\n> ```\n")).containsExactly("4:5 error invalid-shell '");
    }
}
