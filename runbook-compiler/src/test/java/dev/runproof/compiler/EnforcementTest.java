package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
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

/** What {@code enforcement.yaml} has to say, beside what the pages of its findings show. */
class EnforcementTest {

    private static final String RUNBOOK = """
            # Attack

            ```yaml transaction
            name: block-source
            inputs: { source: { type: ip, default: 192.0.2.7 } }
            action: { block-ip: { address: $source, in: shop } }
            pre-check: [not-protected, traffic-share-below]
            max-duration: 30s
            expires: 1h
            ```
            """;

    /** By hand: sha256sum of the six lines of the block. */
    private static final String DIGEST = "sha256:777c54cc90b6e6d533a8da75808b74dea94d4b3265e9949b775a22c23fd58bb2";

    private static final String ENFORCEMENT = """
            block-source:
              since: 2026-11-17
              audit: { from: 2026-11-03, until: 2026-11-16, judged: 2026-11-17, judged-by: lead, reference: r, digest: '%s' }
            """.formatted(DIGEST);

    @TempDir
    private Path folder;

    @BeforeEach
    void estate() throws IOException {
        write("now/runbook.yaml", "{base-url: https://r.example/, runbooks: [books/], alert-rules: [rules/]}");
        write(
                "now/rules/a.yaml",
                "groups: [{name: g, rules: [{alert: Attack, expr: 'x > 1', annotations: "
                        + "{runbook_url: 'https://r.example/attack/'}}]}]\n");
        write("now/books/attack.md", RUNBOOK);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private List<String> found(CheckOptions options) {
        return new RunbookCompiler(folder.resolve("now"), List.of(Path.of("src/test/resources/index")))
                .check(folder.resolve("now/runbook.yaml"), options).findings().stream()
                        .map(EnforcementTest::line)
                        .toList();
    }

    private static String line(Finding finding) {
        return finding.span() + " " + finding.rule().id() + ": " + finding.message();
    }

    private static CheckOptions today() {
        return CheckOptions.asOf(LocalDate.of(2026, 11, 22));
    }

    @Test
    void fourteenDaysThatAPersonHasJudgedAreEnough() throws IOException {
        write("now/enforcement.yaml", ENFORCEMENT);
        assertThat(found(today())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from: 2026-11-03     | from: 2026-11-04     | 3:37 enforced-without-audit: block-source was audited for 13 days
            from: 2026-11-03     | from: 2026-11-18     | 3:37 enforced-without-audit: block-source was audited for 0 days
            until: 2026-11-16    | until: 2026-11-23    | 3:37 enforced-without-audit: the audit of block-source is not over on 2026-11-22
            judged: 2026-11-17   | judged: 2026-11-23   | 3:57 enforced-without-audit: the audit of block-source is not over on 2026-11-22
            judged: 2026-11-17   | judged: 2026-11-15   | 3:57 enforced-without-audit: the audit of block-source was judged on 2026-11-15, before it was over
            since: 2026-11-17    | since: 2026-11-16    | 2:10 enforced-without-audit: block-source is enforced since 2026-11-16, and its audit was judged on 2026-11-17
            digest: 'sha256:     | digest: 'sha256:0    | 3:108 invalid-enforcement: digest takes sha256: and 64 hexadecimal digits, and this is a longer text
            block-source         | block-sauce          | 1:1 invalid-enforcement: there is no transaction block-sauce
            until: 2026-11-16,   | until: 2026-02-30,   | 3:37 invalid-enforcement: there is no day 2026-02-30
            """)
    void whatIsMissingIsToldAtItsPlace(String text, String replacement, String expected) throws IOException {
        assertThat(ENFORCEMENT).contains(text);
        write("now/enforcement.yaml", ENFORCEMENT.replace(text, replacement));
        assertThat(found(today())).singleElement().asString().startsWith("enforcement.yaml:" + expected);
    }

    @Test
    void whoEditsATransactionAuditsItAgain() throws IOException {
        write("now/enforcement.yaml", ENFORCEMENT);
        Path runbook = folder.resolve("now/books/attack.md");
        Files.writeString(runbook, Files.readString(runbook).replace("expires: 1h", "expires: 30m"));
        assertThat(found(today()))
                .containsExactly(
                        "enforcement.yaml:3:108 enforced-without-audit: block-source does not say any more what "
                                + "was audited");
    }

    @Test
    void withoutAnAuditNothingIsEnforced() throws IOException {
        write("now/enforcement.yaml", "block-source: { since: 2026-11-17 }\n");
        assertThat(found(today()))
                .containsExactly(
                        "enforcement.yaml:1:1 enforced-without-audit: block-source is enforced, and nobody has "
                                + "judged what it would have done");
    }

    @Test
    void aChangeThatEnforcesIsTold() throws IOException {
        for (String file : List.of("runbook.yaml", "books/attack.md", "rules/a.yaml")) {
            write("before/" + file, Files.readString(folder.resolve("now").resolve(file)));
        }
        write("now/enforcement.yaml", ENFORCEMENT);
        assertThat(found(today().comparedWith(folder.resolve("before"))))
                .containsExactly("enforcement.yaml:1:1 widened-transaction: this change widens block-source: it is "
                        + "enforced, and was audited");
        write("before/enforcement.yaml", ENFORCEMENT);
        assertThat(found(today().comparedWith(folder.resolve("before")))).isEmpty();
    }
}
