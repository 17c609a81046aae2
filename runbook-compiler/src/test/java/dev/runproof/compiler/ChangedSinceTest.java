package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what has to do with a change is reported; all of it is, wherever it is found. */
class ChangedSinceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final String LINK = "https://r.example/";

    @TempDir
    private Path folder;

    private Path top;

    @BeforeEach
    void aRepository() throws Exception {
        top = folder.resolve("repository");
        write("docs/runbook.yaml", """
                base-url: https://r.example/
                runbooks: [runbooks/]
                alert-rules: [rules/]
                alertmanager: [{files: alertmanager/*.yml, optional: true}]
                """);
        // Wrong from the beginning: Old has no link, and old.md has a dead one.
        write("docs/rules/old.yaml", alert("Old", ""));
        write("docs/runbooks/old.md", "---\nalerts: []\n---\n# Old things\n[x](nowhere.md)\n");
        write("docs/rules/disk.yaml", alert("DiskFull", LINK + "disk/#mitigation"));
        write("docs/runbooks/disk.md", "---\nalerts: [DiskFull]\n---\n# Disk\n\n## Mitigation\n\nDelete logs.\n");
        git("init", "-q", "-b", "main");
        commit();
    }

    private static String alert(String name, String link) {
        return "groups:\n- name: g\n  rules:\n  - alert: " + name + "\n    expr: x > 1\n    for: 5m\n"
                + (link.isEmpty() ? "" : "    annotations:\n      runbook_url: " + link + "\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = top.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void git(String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.example"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(top.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private void commit() throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", "a change");
    }

    private CheckReport check(String since) {
        return check(top, since);
    }

    private CheckReport check(Path root, String since) {
        return new RunbookCompiler(root, List.of())
                .check(top.resolve("docs/runbook.yaml"), CheckOptions.asOf(DAY).ofChangesSince(since));
    }

    private List<String> told(String since) {
        return check(since).findings().stream()
                .map(finding -> finding.span() + " " + finding.rule().id())
                .toList();
    }

    @Test
    void whatTheChangeLeavesAloneIsLeftOutAndCounted() {
        CheckReport report = check("HEAD");
        assertThat(report.findings()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.summary())
                .isEqualTo("no findings; left out, for the change does not touch it: 1 broken-link, "
                        + "1 missing-runbook-url; 2 alerts in 2 files, 2 runbooks: 1 linked, 1 without a link; "
                        + "of what has to do with changes since HEAD alone");
        assertThat(report.json())
                .contains("\"untouched\" : {\n    \"broken-link\" : 1,\n    \"missing-runbook-url\" : 1\n  }");
    }

    @Test
    void aFileThatIsTouchedIsToldOfWhole() throws IOException {
        write("docs/rules/old.yaml", alert("Old", "") + "  - record: job:x\n    expr: sum(x)\n");
        assertThat(told("HEAD")).containsExactly("docs/rules/old.yaml:4:12 missing-runbook-url");
    }

    @Test
    void aHeadingThatIsGoneConcernsTheAlertsThatLinkToIt() throws IOException {
        write("docs/runbooks/disk.md", "---\nalerts: [DiskFull]\n---\n# Disk\n\n## Relief\n\nDelete logs.\n");
        assertThat(told("HEAD"))
                .containsExactly(
                        "docs/rules/disk.yaml:8:20 unknown-heading", "docs/runbooks/disk.md:4:1 removed-anchor");
    }

    @Test
    void anAlertThatIsRenamedConcernsTheRunbooksThatListIt() throws IOException {
        write("docs/rules/disk.yaml", alert("DiskAlmostFull", LINK + "disk/#mitigation"));
        assertThat(told("HEAD")).containsExactly("docs/runbooks/disk.md:2:10 unknown-alert");
    }

    @Test
    void aRunbookThatIsGoneConcernsAlertsAndOtherRunbooks() throws IOException {
        write("docs/runbooks/other.md", "---\nalerts: []\n---\n# Other\nSee [disk](disk.md).\n");
        try {
            commit();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Files.delete(top.resolve("docs/runbooks/disk.md"));
        assertThat(told("HEAD"))
                .containsExactly(
                        "docs/rules/disk.yaml:8:20 unknown-runbook", "docs/runbooks/other.md:5:12 broken-link");
    }

    @Test
    void aTemplateOfAlertmanagerConcernsItsReceivers() throws Exception {
        write("docs/alertmanager/a.yml", """
                route: {receiver: chat}
                receivers:
                - name: chat
                  slack_configs:
                  - {channel: x, api_url: 'https://chat.example/', text: '{{ template "t" . }}'}
                templates: ['*.tmpl']
                """);
        write(
                "docs/alertmanager/t.tmpl",
                "{{ define \"t\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}");
        commit();
        assertThat(told("HEAD")).isEmpty();
        write(
                "docs/alertmanager/t.tmpl",
                "{{ define \"t\" }}{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}{{ end }}");
        assertThat(told("HEAD")).containsExactly("docs/alertmanager/a.yml:4:3 receiver-without-runbook");
    }

    @Test
    void aRedirectThatIsGoneConcernsTheAlertsThatLinkToItsName() throws Exception {
        write("docs/redirects.yaml", "full: disk\n");
        write("docs/rules/disk.yaml", alert("DiskFull", LINK + "full/"));
        commit();
        assertThat(told("HEAD")).isEmpty();
        Files.delete(top.resolve("docs/redirects.yaml"));
        assertThat(told("HEAD")).containsExactly("docs/rules/disk.yaml:8:20 unknown-runbook");
    }

    @Test
    void theConfigurationConcernsEverything() throws IOException {
        write("docs/runbook.yaml", Files.readString(top.resolve("docs/runbook.yaml")) + "sections: [Mitigation]\n");
        assertThat(told("HEAD")).containsExactly("docs/runbooks/old.md:4:1 missing-section");
    }

    /** It is an error for the change that touches it, if only by an expression. */
    @Test
    void whatWeighsMoreByTheChangeIsTold() throws Exception {
        write(
                "docs/runbooks/disk.md",
                "---\nalerts: [DiskFull]\nlast-validated: 2026-01-02\n---\n# Disk\n\n## Mitigation\n\nDelete logs.\n");
        commit();
        assertThat(told("HEAD")).isEmpty();
        write(
                "docs/rules/disk.yaml",
                alert("DiskFull", LINK + "disk/#mitigation").replace("x > 1", "x > 2"));
        assertThat(told("HEAD")).containsExactly("docs/runbooks/disk.md:3:17 stale-validation");
    }

    @Test
    void whatTheChangeDoesToTheGateIsTold() throws IOException {
        write("docs/runbook.yaml", Files.readString(top.resolve("docs/runbook.yaml")) + "fail-on: never\n");
        assertThat(told("HEAD")).containsExactly("docs/runbook.yaml:5:1 weakened-gate");
    }

    @Test
    void itIsComparedWithWhereTheBranchBegan() throws Exception {
        git("checkout", "-q", "-b", "mine");
        write("docs/rules/mine.yaml", alert("Mine", ""));
        commit();
        git("checkout", "-q", "main");
        write("docs/rules/old.yaml", alert("Old", "") + "# somebody else's change\n");
        commit();
        git("checkout", "-q", "mine");
        assertThat(told("main")).containsExactly("docs/rules/mine.yaml:4:12 missing-runbook-url");
    }

    @Test
    void itIsTheSameWhereverItIsCalled() throws IOException {
        write("docs/rules/mine.yaml", alert("Mine", ""));
        for (Path root : List.of(top, top.resolve("docs"), folder, top.resolve("docs/rules"))) {
            assertThat(check(root, "HEAD").findings())
                    .as(root.toString())
                    .extracting(finding -> finding.rule().id())
                    .containsExactly("missing-runbook-url");
        }
    }

    @Test
    void otherEndsOfLinesAreNoChange() throws Exception {
        write("docs/rules/old.yaml", alert("Old", "").replace("\n", "\r\n"));
        assertThat(told("HEAD")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "v1.2.3", "0123456789012345678901234567890123456789", "HEAD~7", "main^{tree}"})
    void ofARevisionThatThereIsNotAllIsTold(String revision) {
        CheckReport report = check(revision);
        assertThat(report.findings()).hasSize(2);
        assertThat(report.summary())
                .endsWith("what has changed since " + revision + " is not known, so that all is told: "
                        + "git knows no such commit");
        assertThat(report.passed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--upload-pack=touch x",
                "-x",
                "",
                " ",
                "HEAD --output=x",
                "main..other",
                ":/text",
                "HEAD:docs/runbook.yaml",
                "a\nb",
                "$(touch x)",
                "main;x"
            })
    void whatIsNoNameOfACommitIsRefused(String revision) {
        CheckReport report = check(revision);
        assertThat(report.configurationIsWrong()).isTrue();
        assertThat(report.text(false)).contains("error[invalid-configuration]: changed-since names no commit");
    }

    @Test
    void outsideOfACheckoutAllIsTold() throws IOException {
        Files.move(top.resolve(".git"), folder.resolve("elsewhere"));
        assertThat(check("HEAD").findings()).hasSize(2);
        assertThat(check("HEAD").summary()).endsWith("all is told: the configuration is in no checkout of Git");
        Files.createDirectories(top.resolve(".git"));
        assertThat(check("HEAD").findings()).hasSize(2);
        assertThat(check("HEAD").summary()).contains("all is told: git ");
    }

    /** The configuration of a repository can name programs; whoever wrote it must not have them run. */
    @Test
    void noProgramThatTheRepositoryNamesIsRun() throws Exception {
        Path mark = folder.resolve("ran");
        Path program = folder.resolve("program");
        Files.writeString(program, "#!/bin/sh\ntouch '" + mark + "'\nexit 1\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        for (String key : List.of(
                "core.fsmonitor",
                "core.pager",
                "pager.ls-tree",
                "pager.cat-file",
                "core.sshCommand",
                "core.gitProxy",
                "core.askPass",
                "core.editor",
                "diff.external",
                "diff.x.textconv",
                "filter.x.smudge",
                "filter.x.process",
                "credential.helper",
                "alias.ls-tree",
                "alias.rev-parse",
                "uploadpack.packObjectsHook",
                "gpg.program")) {
            git("config", key, key.startsWith("alias") ? "!" + program : program.toString());
        }
        git("config", "remote.origin.url", "ext::" + program);
        git("config", "remote.origin.promisor", "true");
        git("config", "extensions.partialClone", "origin");
        git("config", "core.repositoryFormatVersion", "1");
        git("config", "protocol.allow", "always");
        for (String hook : List.of("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change")) {
            Files.createDirectories(top.resolve(".git/hooks"));
            Files.copy(program, top.resolve(".git/hooks/" + hook));
        }
        Files.writeString(top.resolve(".gitattributes"), "* diff=x filter=x\n");
        assertThat(told("HEAD")).isEmpty();
        assertThat(told("nowhere")).hasSize(2);
        // An object that the clone lacks, for which git would ask the promisor.
        try (var objects = Files.walk(top.resolve(".git/objects"))) {
            Files.delete(objects.filter(Files::isRegularFile)
                    .filter(file -> isBlob(file))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(check("HEAD").summary()).endsWith("all is told: the clone lacks an object of that commit");
        assertThat(mark).doesNotExist();
    }

    private boolean isBlob(Path object) {
        String id =
                object.getName(object.getNameCount() - 2) + object.getFileName().toString();
        try {
            Process process = new ProcessBuilder("git", "cat-file", "-t", id)
                    .directory(top.toFile())
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).equals("blob\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingIsLeftBehindAndNothingIsWrittenIntoTheRepository() throws Exception {
        File temporary = new File(System.getProperty("java.io.tmpdir"));
        List<String> before = runproofFolders(temporary);
        List<String> repository = files();
        check("HEAD");
        check("nowhere");
        assertThat(files()).isEqualTo(repository);
        assertThat(runproofFolders(temporary)).isSubsetOf(before);
    }

    private static List<String> runproofFolders(File temporary) {
        String[] names = temporary.list((parent, name) -> name.startsWith("runproof-state-"));
        return names == null ? List.of() : List.of(names);
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(top)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
