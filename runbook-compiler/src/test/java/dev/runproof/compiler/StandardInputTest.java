package dev.runproof.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code -} among {@code alert-rules}. */
class StandardInputTest {

    private static final String RULES = "groups:\n- name: g\n  rules:\n  - {alert: A, expr: x}\n";

    private static final CheckOptions TODAY = CheckOptions.asOf(LocalDate.of(2026, 11, 22));

    @TempDir
    private Path folder;

    @BeforeEach
    void writeRunbook() throws IOException {
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(folder.resolve("runbooks/a.md"), "---\nalerts: []\n---\n# A\n");
        configure("alert-rules: [\"-\"]\nrunbooks: [runbooks/]");
    }

    private void configure(String settings) throws IOException {
        Files.writeString(folder.resolve("runbook.yaml"), "base-url: https://r.example/\n" + settings + "\n");
    }

    private CheckReport check(InputStream in) {
        return new RunbookCompiler(folder, List.of()).check(folder.resolve("runbook.yaml"), TODAY, in);
    }

    private CheckReport check(byte[] in) {
        return check(new ByteArrayInputStream(in));
    }

    @Test
    void alertsAreReadFromIt() {
        CheckReport report = check(RULES.getBytes(UTF_8));
        assertThat(report.text(false))
                .startsWith("<stdin>:4:13: error[missing-runbook-url]: alert A has no runbook_url");
        assertThat(report.summary()).contains("1 alert in 1 file");
        assertThat(report.sarif()).contains("\"uri\" : \"stdin\"").doesNotContain("%3Cstdin", "\"uriBaseId\"");
    }

    @Test
    void filesAreReadBesideIt() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), RULES.replace("A", "B"));
        configure("alert-rules: [rules.yaml, \"-\"]\nrunbooks: [runbooks/]");
        assertThat(check(RULES.getBytes(UTF_8)).findings())
                .extracting(finding -> finding.span().file().path())
                .containsExactly("<stdin>", "rules.yaml");
    }

    @Test
    void anEmptyOneIsAnError() {
        assertThat(check(new byte[0]).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("<stdin> is empty"));
        assertThat(new RunbookCompiler(folder, List.of())
                        .check(folder.resolve("runbook.yaml"), TODAY)
                        .passed())
                .as("where there is none")
                .isFalse();
    }

    @Test
    void theLimitsOfFilesHold() {
        assertThat(check(new byte[(16 << 20) + 1]).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("<stdin> is larger than 16 MiB"));
        assertThat(check(new byte[] {(byte) 0xC3, '('}).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("<stdin> is not text in UTF-8"));
    }

    @Test
    void aBrokenPipeIsAFinding() {
        CheckReport report = check(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        });
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("<stdin> cannot be read"));
    }

    @Test
    void itIsLeftAloneWhereItIsNotNamed() throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        configure("alert-rules: [rules.yaml]\nrunbooks: [runbooks/]");
        check(new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nobody asked for it");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return read();
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {alert-rules: ["-", "-"], runbooks: [runbooks/]} | standard input is named twice, and can be read once
            {alert-rules: ["-"], runbooks: ["-"]} | standard input is read for alert-rules only
            {alert-rules: ["-"], runbooks: [runbooks/], alertmanager: ["-"]} | standard input is read for alert-rules only
            """)
    void itIsReadOnceAndForAlertRulesOnly(String settings, String message) throws IOException {
        configure(settings.substring(1, settings.length() - 1).replace("], ", "]\n"));
        assertThat(check(RULES.getBytes(UTF_8)).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("invalid-configuration");
            assertThat(finding.message()).isEqualTo(message);
        });
    }
}
