package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.link.LinkProgress;
import dev.runproof.compiler.link.WrittenWeb;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of the web is told, and remembered from run to run. */
class LinksOfTheWebTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path folder;

    @BeforeEach
    void anEstate() throws IOException {
        Files.createDirectories(folder.resolve("runbooks"));
        configure("");
        runbook("See [a](https://a.example/).");
        Files.writeString(folder.resolve("r.yaml"), "groups: [{name: g, rules: [{alert: A, expr: x}]}]\n");
    }

    private void configure(String more) throws IOException {
        Files.writeString(
                folder.resolve("runbook.yaml"),
                "base-url: https://r.example\nrunbooks: [runbooks/]\nalert-rules: [r.yaml]\n" + more);
    }

    private void runbook(String text) throws IOException {
        Files.writeString(folder.resolve("runbooks/a.md"), "# A\n" + text + "\n");
    }

    private CheckReport check(LocalDate day, boolean offline, Map<String, String> web) {
        try {
            return new RunbookCompiler(folder, List.of())
                    .checkLinks(
                            folder.resolve("runbook.yaml"),
                            new LinkOptions(day, offline, Optional.empty(), LinkProgress.NONE),
                            InputStream.nullInputStream(),
                            WrittenWeb.crawler(web));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> told(LocalDate day, Map<String, String> web) {
        return check(day, false, web).findings().stream()
                .map(finding -> finding.severity().word() + " " + finding.rule().id() + " "
                        + finding.span().from().line())
                .toList();
    }

    @Test
    void aDeadLinkIsAnErrorOnlyWhenItStaysDead() {
        Map<String, String> dead = Map.of("https://a.example/", "404");
        assertThat(told(DAY, dead)).containsExactly("warning dead-link 2");
        assertThat(told(DAY.plusDays(6), dead)).containsExactly("warning dead-link 2");
        assertThat(told(DAY.plusDays(7), dead)).containsExactly("error dead-link 2");
        assertThat(told(DAY.plusDays(8), Map.of("https://a.example/", "403")))
                .containsExactly("warning undecided-link 2");
        assertThat(told(DAY.plusDays(9), dead)).containsExactly("error dead-link 2");
        assertThat(told(DAY.plusDays(10), Map.of("https://a.example/", "200"))).isEmpty();
        assertThat(told(DAY.plusDays(11), dead)).containsExactly("warning dead-link 2");
    }

    @Test
    void withoutGraceItIsOneAtOnce() throws IOException {
        configure("check-links: {grace: 0d}\n");
        assertThat(told(DAY, Map.of("https://a.example/", "404"))).containsExactly("error dead-link 2");
    }

    @Test
    void aSuccessIsRememberedAlsoByARunThatFails() throws IOException {
        configure("check-links: {grace: 0d}\n");
        runbook("[a](https://a.example/) [b](https://b.example/)");
        Map<String, String> web = Map.of("https://a.example/", "200", "https://b.example/", "410");
        CheckReport first = check(DAY, false, web);
        assertThat(first.passed()).isFalse();
        assertThat(first.web().orElseThrow().requests()).isEqualTo(3);
        CheckReport second = check(DAY, false, web);
        assertThat(second.web().orElseThrow().requests()).isEqualTo(2);
        assertThat(second.summary())
                .isEqualTo("1 error; 2 addresses at 2 places: 1 fine, 1 dead; 2 requests to 1 host, 1 remembered");
        assertThat(check(DAY.plusDays(1), false, web).web().orElseThrow().requests())
                .isEqualTo(3);
    }

    @Test
    void offlineNothingIsAsked() {
        CheckReport report = check(DAY, true, Map.of());
        assertThat(report.findings()).isEmpty();
        assertThat(report.summary())
                .isEqualTo(
                        "no findings; 1 address at 1 place: 0 fine, 1 not asked for, offline; 0 requests to 0 hosts");
        assertThat(folder.resolve(LinkOptions.MEMORY)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"version\": 2, \"addresses\": {\"https://a.example/\": {\"fine\": \"2026-11-22\"}}}",
                "{\"version\": 1, \"addresses\": {\"https://a.example/\": {\"fine\": \"2027-11-22\"}}}",
                "{\"version\": 1, \"addresses\": {\"HTTPS://a.example\": {\"fine\": \"2026-11-22\"}}}",
                "{\"version\": 1, \"addresses\": {\"https://a.example/\": {\"fine\": {}}}}",
                "{\"version\": 1, \"addresses\": [[[]]]}"
            })
    void whatNoRunOfOursWroteCountsForNothing(String memory) throws IOException {
        Files.writeString(folder.resolve(LinkOptions.MEMORY), memory);
        assertThat(told(DAY, Map.of("https://a.example/", "404"))).containsExactly("warning dead-link 2");
        assertThat(Files.readString(folder.resolve(LinkOptions.MEMORY)))
                .contains("\"version\" : 1")
                .contains("\"dead-since\" : \"2026-11-22\"");
    }

    @Test
    void aMachineThatKnowsNoHostsSaysNothingOfThem() throws IOException {
        assertThat(told(DAY, Map.of())).containsExactly("warning undecided-link 2");
        runbook("[a](https://a.example/) [b](https://b.example/)");
        assertThat(told(DAY, Map.of("https://b.example/", "200"))).containsExactly("warning dead-link 2");
    }

    @Test
    void addressesAreFoundWhereReadersSeeThem() throws IOException {
        runbook("""
                <https://a.example/1> and https://a.example/2. ![x](https://a.example/3)
                (see https://a.example/4_(x)) `https://a.example/code` [r][r] https://r.example/a/

                [r]: https://a.example/5#x

                ```sh
                curl https://a.example/block
                ```
                """);
        Files.writeString(folder.resolve("r.yaml"), """
                groups:
                - name: g
                  rules:
                  - alert: A
                    expr: x
                    annotations:
                      runbook_url: https://r.example/a/
                      dashboard: "Look at https://a.example/6, please"
                      graph: https://a.example/{{ $labels.x }}
                      again: https://A.example/1
                """);
        CheckReport report = check(DAY, true, Map.of());
        assertThat(report.web().orElseThrow().addresses()).isEqualTo(6);
        assertThat(report.web().orElseThrow().places()).isEqualTo(7);
        assertThat(report.web().orElseThrow().templates()).isEqualTo(1);
        Map<String, String> web = Map.of("https://a.example/6", "404", "https://a.example/1", "200");
        assertThat(check(DAY, false, web).findings().stream()
                        .filter(finding -> finding.rule().id().equals("dead-link"))
                        .map(finding -> finding.span() + " " + finding.span().text()))
                .contains("r.yaml:8:27 https://a.example/6");
    }

    @Test
    void whatIsIgnoredIsCounted() throws IOException {
        configure("check-links: {ignore: ['https://a.*']}\n");
        assertThat(check(DAY, false, Map.of()).summary())
                .isEqualTo(
                        "no findings; 1 address at 1 place: 0 fine, 1 ignored by configuration; 0 requests to 0 hosts");
    }

    @Test
    void passwordsAreNeitherSentNorRepeated() throws IOException {
        runbook("[a](https://me:secret@a.example/)");
        CheckReport report = check(DAY, false, Map.of());
        assertThat(report.web().orElseThrow().requests()).isZero();
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0).message()).contains("a.example").doesNotContain("secret");
        assertThat(report.text(false)).doesNotContain("secret");
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        Files.writeString(folder.resolve("r.yaml"), "groups: [");
        assertThat(told(DAY, Map.of("https://a.example/", "200"))).containsExactly("error invalid-yaml 1");
    }

    @Test
    void somebodyCanAnswerForADeadLinkAndTheCheckWithoutNetworkDoesNotCallThatUnused() throws IOException {
        runbook(
                "<!-- runproof-ignore dead-link owner=o until=2026-12-31 reason=\"being moved\" -->\n[a](https://a.example/)");
        CheckReport report = check(DAY, false, Map.of("https://a.example/", "404"));
        assertThat(report.findings()).isEmpty();
        assertThat(report.judgement().suppressed()).hasSize(1);
        assertThat(new RunbookCompiler(folder, List.of())
                        .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(DAY))
                        .findings())
                .noneMatch(finding -> finding.rule().id().equals("unused-suppression"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{at-once: 0}",
                "{at-once: 257}",
                "{per-host: 1.5}",
                "{interval: 100}",
                "{timeout: 0s}",
                "{tries: 11}",
                "{grace: 7}",
                "{remember: -1d}",
                "{ignore: []}",
                "{hosts: [x]}",
                "fast"
            })
    void settingsThatMakeNoSenseAreRefused(String settings) throws IOException {
        configure("check-links: " + settings + "\n");
        assertThat(check(DAY, false, Map.of()).configurationIsWrong()).isTrue();
    }
}
