package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.cli.Main;
import dev.runproof.compiler.finding.Finding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What breaks readers, brought to the door: findings with a place come out. The timeout is no measure of speed: it turns what
 * would never end into a failure.
 */
@Timeout(300)
class BadInputTest {

    private static final String RULES = """
            groups:
            - name: g
              rules:
              - alert: A
                expr: x
                annotations: {runbook_url: 'https://r.example/disk-full/'}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void anEstateInOrder() throws IOException {
        write("runbook.yaml", "{base-url: https://r.example, runbooks: [runbooks/], alert-rules: [rules/]}");
        write("runbooks/disk.md", "# DiskFull\n");
        write("rules/a.yaml", RULES);
    }

    private void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String path, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.write(folder.resolve(path), bytes);
    }

    private CheckReport check() {
        return new RunbookCompiler(folder, List.of())
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    /** Each finding as {@code place id: message}. */
    private List<String> found() {
        return check().findings().stream().map(BadInputTest::line).toList();
    }

    private static String line(Finding finding) {
        return finding.span() + " " + finding.rule().id() + ": " + finding.message();
    }

    @Test
    void itIsInOrder() {
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rules/a.yaml     | groups: [                        | rules/a.yaml:1:10 invalid-yaml
                    rules/a.yaml     | groups:\\n\\t- name: g           | rules/a.yaml:2:1 invalid-yaml
                    rules/a.yaml     | groups: []\\ngroups: []          | rules/a.yaml:2:1 duplicate-key
                    rules/a.yaml     | groups: *none                    | rules/a.yaml:1:9 invalid-yaml
                    rules/a.yaml     | 'groups: ''a\\0b'''              | rules/a.yaml:1:11 unreadable-file
                    rules/a.yaml     | ''                               | rules/a.yaml:1:1 invalid-alert-rules
                    rules/a.yaml     | '---'                            | rules/a.yaml:1:1 invalid-alert-rules
                    runbooks/disk.md | ---\\nalerts: [\\n---\\n# DiskFull | runbooks/disk.md:2:10 invalid-yaml
                    runbooks/disk.md | ---\\nalerts: {}                 | runbooks/disk.md:1:1 invalid-front-matter
                    runbooks/disk.md | ---\\na: 1\\na: 2\\n---\\n# DiskFull | runbooks/disk.md:3:1 duplicate-key
                    runbooks/disk.md | '# DiskFull\\n\\0'              | runbooks/disk.md:2:1 unreadable-file
                    runbook.yaml     | 'runbooks: [a'                   | runbook.yaml:1:13 invalid-yaml
                    runbook.yaml     | 'a: ''\\0'''                     | runbook.yaml:1:5 unreadable-file
                    """)
    void whatIsBrokenIsFoundAtItsPlace(String file, String text, String found) throws IOException {
        write(file, text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0"));
        assertThat(found()).anySatisfy(line -> assertThat(line).startsWith(found + ": "));
        assertThat(check().passed()).isFalse();
    }

    @Test
    void aByteOrderMarkAndLineEndsOfWindowsAreNoMistakes() throws IOException {
        for (String file : List.of("runbook.yaml", "rules/a.yaml", "runbooks/disk.md")) {
            String text = Files.readString(folder.resolve(file));
            write(file, "\uFEFF" + text.replace("\n", "\r\n"));
        }
        assertThat(found()).isEmpty();
        write("rules/a.yaml", "\uFEFF" + RULES.replace("disk-full", "disk").replace("\n", "\r\n"));
        assertThat(found()).first().asString().startsWith("rules/a.yaml:6:32 unknown-runbook: ");
    }

    @Test
    void anEncodingThatIsNotOursIsNamed() throws IOException {
        write("rules/a.yaml", RULES.replace("name: g", "name: größe").getBytes(StandardCharsets.ISO_8859_1));
        write("rules/b.yaml", ("\uFEFF" + RULES).getBytes(StandardCharsets.UTF_16LE));
        write("rules/c.yaml", ("\uFEFF" + RULES).getBytes(StandardCharsets.UTF_16BE));
        write("rules/d.yaml", RULES.getBytes(StandardCharsets.UTF_16LE));
        write("rules/e.yaml", RULES.replace("name: g", "name: \uFFFD"));
        assertThat(check().findings())
                .extracting(finding -> line(finding) + "; " + finding.help())
                .containsExactly(
                        "rules/a.yaml:2:11 unreadable-file: rules/a.yaml is not text in UTF-8; convert it, for example "
                                + "with iconv -f LATIN1 -t UTF-8",
                        "rules/b.yaml:1:1 unreadable-file: rules/b.yaml is text in UTF-16, and not in UTF-8; convert it, "
                                + "for example with iconv -f UTF-16 -t UTF-8",
                        "rules/c.yaml:1:1 unreadable-file: rules/c.yaml is text in UTF-16, and not in UTF-8; convert it, "
                                + "for example with iconv -f UTF-16 -t UTF-8",
                        "rules/d.yaml:1:2 unreadable-file: rules/d.yaml holds a NUL, which no text has; look whether it "
                                + "is text, and in UTF-8");
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException, InterruptedException {
        makeFifo(folder.resolve("runbooks/pipe.md"));
        makeFifo(folder.resolve("rules/pipe.yaml"));
        Files.createSymbolicLink(folder.resolve("rules/link.yaml"), folder.resolve("rules/pipe.yaml"));
        Files.createDirectory(folder.resolve("rules/folder.yaml"));
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "runbook.yaml:1:42 unreadable-file: runbooks/pipe.md is no file, but a pipe, a socket or a device",
                        "runbook.yaml:1:68 unreadable-file: rules/pipe.yaml is no file, but a pipe, a socket or a device",
                        "runbook.yaml:1:68 unreadable-file: rules/link.yaml is no file, but a pipe, a socket or a device");
        Files.delete(folder.resolve("runbook.yaml"));
        makeFifo(folder.resolve("runbook.yaml"));
        assertThat(found()).containsExactly("runbook.yaml:1:1 unreadable-file: runbook.yaml is no file");
        Files.delete(folder.resolve("runbook.yaml"));
        Files.createDirectory(folder.resolve("runbook.yaml"));
        assertThat(found()).containsExactly("runbook.yaml:1:1 unreadable-file: runbook.yaml is no file");
    }

    private static void makeFifo(Path path) throws IOException, InterruptedException {
        try {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
        } catch (IOException e) {
            System.out.println("[WARNING] SKIPPED, there is no mkfifo: " + e.getMessage());
            Assumptions.abort("there is no mkfifo");
        }
    }

    @Test
    void linksLeadNeitherOutNorRound() throws IOException {
        write("elsewhere.md", "# Elsewhere\n");
        Files.createSymbolicLink(folder.resolve("runbooks/round"), folder.resolve("runbooks"));
        Files.createSymbolicLink(folder.resolve("runbooks/out.md"), folder.resolve("elsewhere.md"));
        Files.createSymbolicLink(folder.resolve("runbooks/self.md"), Path.of("self.md"));
        Files.createSymbolicLink(folder.resolve("runbooks/gone.md"), Path.of("nothing.md"));
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "runbook.yaml:1:42 unreadable-file: runbooks/out.md is a link to nowhere, or out of runbooks",
                        "runbook.yaml:1:42 unreadable-file: runbooks/self.md is a link to nowhere, or out of runbooks",
                        "runbook.yaml:1:42 unreadable-file: runbooks/gone.md is a link to nowhere, or out of runbooks");
        assertThat(check().ledger().runbooks()).isEqualTo(1);
    }

    @Test
    void foldersThatAreNotThereAreFound() throws IOException {
        write("runbook.yaml", "{base-url: https://r.example, runbooks: [runbook/], alert-rules: [rule/*.yaml]}");
        assertThat(found())
                .containsExactly(
                        "runbook.yaml:1:42 nothing-to-check: there is no file runbook/",
                        "runbook.yaml:1:67 nothing-to-check: there is no file rule/*.yaml");
    }

    @Test
    void aNameCannotSteerATerminal() throws IOException {
        write("runbooks/a\u001b[2J\n\u202egpj.md", "---\nalerts: [\n---\n");
        write(
                "rules/a.yaml",
                RULES.replace("alert: A", "alert: \"A\\e[2J\\u202e\\n::error::\"")
                        .replace("disk-full", "x"));
        CheckReport report = check();
        assertThat(report.text(false))
                .contains("runbooks/a\\u{1b}[2J\\u{a}\\u{202e}gpj.md:2:10: error[invalid-yaml]")
                .contains("alert A\\u{1b}[2J\\u{202e}\\u{a}::error:: links to a runbook that does not exist")
                .doesNotContain("\u001b", "\u202e");
        assertThat(report.sarif())
                .contains("runbooks/a%1B%5B2J%0A%E2%80%AEgpj.md")
                .doesNotContain("\u001b");
    }

    @Test
    void aThousandMistakesAreAThousandFindings() throws IOException {
        String rules = IntStream.range(0, 1_000)
                .mapToObj("{alert: A%d, expr: x, annotations: {runbook_url: 'https://r.example/no/'}}"::formatted)
                .collect(Collectors.joining(", "));
        write("rules/a.yaml", "groups: [{name: g, rules: [" + rules + "]}]\n");
        write("runbooks/disk.md", "---\n" + "a: 1\n".repeat(1_001) + "---\n# DiskFull\n");
        CheckReport report = check();
        var counts = new TreeMap<String, Integer>();
        report.findings().forEach(finding -> counts.merge(finding.rule().id(), 1, Integer::sum));
        assertThat(counts).containsEntry("unknown-runbook", 1_000).containsEntry("duplicate-key", 1_000);
        // All of them are on one line: each shows its part of it.
        assertThat(report.text(false).length()).isLessThan(2_100 * 700);
    }

    private static final String TRANSACTION = """

            ```yaml transaction
            name: block-%d
            action: { block-ip: { address: 192.0.2.7, in: shop } }
            pre-check: [not-protected, traffic-share-below]
            max-duration: 30s
            expires: 1h
            ```
            """;

    @Test
    void tenThousandTransactionsAreTenThousandClasses() throws IOException {
        int many = 10_000;
        write(
                "runbooks/disk.md",
                "# DiskFull\n"
                        + IntStream.range(0, many)
                                .mapToObj(TRANSACTION::formatted)
                                .collect(Collectors.joining()));
        var compiler = new RunbookCompiler(
                folder, List.of(Path.of("src/test/resources/index").toAbsolutePath()));
        GenerateReport report = compiler.generate(
                folder.resolve("runbook.yaml"), "books", folder.resolve("java"), folder.resolve("services"));
        assertThat(report.text(false)).isEmpty();
        try (var files = Files.list(folder.resolve("java/books"))) {
            assertThat(files.count()).isEqualTo(many + 1);
        }
    }

    @Test
    void tenThousandOfOneNameAreAsManyFindings() throws IOException {
        int many = 10_000;
        write("runbooks/disk.md", "# DiskFull\n" + TRANSACTION.formatted(1).repeat(many));
        CheckReport report = new RunbookCompiler(
                        folder, List.of(Path.of("src/test/resources/index").toAbsolutePath()))
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
        assertThat(report.findings())
                .hasSize(many - 1)
                .allMatch(finding -> finding.rule().id().equals("duplicate-transaction"));
    }

    /** What refers to itself, or looks like YAML and is none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: &a *a                              | invalid-yaml
            inputs: &a { x: *a }                     | invalid-yaml
            inputs: { x: &a { default: *b, type: &b *a } } | invalid-yaml
            name: !!java.lang.Runtime x              | invalid-transaction
            %TAG ! tag:evil,2026:                    | invalid-yaml
            name: "\\uD800"                        | invalid-transaction
            kubectl get pods; $(rm -rf /)            | invalid-transaction
            - name: x                                | invalid-transaction
            <xml/>                                   | invalid-transaction
            inputs: { x: { type: ip, default: $x } } | invalid-transaction
            """)
    void aBlockThatIsNoTransactionIsFound(String block, String id) throws IOException {
        write("runbooks/disk.md", "# DiskFull\n\n```yaml transaction\n" + block + "\n```\n");
        assertThat(check().findings())
                .isNotEmpty()
                .extracting(finding -> finding.rule().id())
                .contains(id);
    }

    /** What explodes in memory, all of it at once in a JVM that has little. */
    @Test
    void littleMemoryIsEnough() throws IOException, InterruptedException {
        try (var huge = new RandomAccessFile(folder.resolve("runbooks/huge.md").toFile(), "rw")) {
            huge.setLength(50 << 20);
        }
        try (var huge = new RandomAccessFile(folder.resolve("rules/huge.yaml").toFile(), "rw")) {
            huge.setLength(50 << 20);
        }
        String bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 20)
                        .mapToObj(i -> "%c: &%c [%s]\n"
                                .formatted(
                                        'a' + i,
                                        'a' + i,
                                        "*%c, ".formatted('a' + i - 1).repeat(10)))
                        .collect(Collectors.joining());
        int many = 20_000;
        write("rules/bomb.yaml", bomb);
        write("rules/deep.yaml", "[".repeat(many));
        write("rules/deep-block.yaml", "- ".repeat(many) + "a");
        write("rules/documents.yaml", "--- {groups: []}\n".repeat(many));
        write("rules/comments.yaml", RULES + "# comment\n".repeat(many));
        write("rules/anchors.yaml", "groups: [" + "&a x, ".repeat(many) + "]\n");
        write(
                "rules/one-line.yaml",
                "groups: [{name: '" + "🚒".repeat(many) + "', rules: [" + "{alert: A, expr: x}, ".repeat(many / 10)
                        + "]}]\n");
        write("runbooks/bomb.md", "---\n" + bomb + "---\n# Bomb\n");
        write("runbooks/quotes.md", "# Quotes\n\n" + ">".repeat(many) + " a\n");
        write("runbooks/lists.md", "# Lists\n\n" + "- ".repeat(many) + "a\n");
        write(
                "runbooks/emphasis.md",
                "# Emphasis\n\n" + "*a **a ".repeat(many) + "\n\n" + "*a ".repeat(many) + "a* ".repeat(many) + "\n");
        write(
                "runbooks/brackets.md",
                "# Brackets\n\n" + "[".repeat(many) + "\n\n" + "![".repeat(many) + "](u)".repeat(many) + "\n");
        write("runbooks/parentheses.md", "# Parentheses\n\n[a]" + "(".repeat(many) + "\n");
        write(
                "runbooks/backticks.md",
                "# Backticks\n\n"
                        + IntStream.range(1, 400).mapToObj("`"::repeat).collect(Collectors.joining(" ")) + "\n");
        write(
                "runbooks/table.md",
                "# Table\n\n" + "|a".repeat(10_000) + "|\n" + "|-".repeat(10_000) + "|\n"
                        + ("|b".repeat(10) + "|\n").repeat(100));
        write(
                "runbooks/definitions.md",
                "# Definitions\n\n"
                        + IntStream.range(0, many)
                                .mapToObj("[a%d]: b\n"::formatted)
                                .collect(Collectors.joining()) + "\n" + "[a1] ".repeat(many) + "\n");
        write("runbooks/comments.md", "# Comments\n\n" + "<!-- ".repeat(many) + "\n\na " + "<!--".repeat(many) + "\n");
        write(
                "runbooks/html.md",
                "# Html\n\na " + "<a ".repeat(many) + "<![CDATA[".repeat(many) + "<?".repeat(many) + "\n");
        write("runbooks/fences.md", "# Fences\n\n" + "```yaml transaction\n".repeat(many / 20));
        write("runbooks/headings.md", "# Headings\n\n" + "## A\n".repeat(many / 4));
        write("runbooks/line.md", "# Line\n\n" + "TODO <Insert a> ... ".repeat(many / 20) + "a".repeat(1 << 20) + "\n");

        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The one collector that takes as much on each machine.
                        "-XX:+UseSerialGC",
                        "-Xmx112m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "check",
                        "--as-of",
                        "2026-11-22",
                        "--config",
                        folder.resolve("runbook.yaml").toString(),
                        "--sarif",
                        folder.resolve("out/report.sarif").toString(),
                        "--json",
                        folder.resolve("out/report.json").toString())
                .redirectError(folder.resolve("err.txt").toFile())
                .redirectOutput(folder.resolve("out.txt").toFile());
        int code = program.start().waitFor();

        assertThat(folder.resolve("err.txt")).content().isEmpty();
        assertThat(code).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("runbooks/huge.md is larger than 16 MiB", "rules/huge.yaml is larger than 16 MiB")
                .contains("bomb.yaml", "aliases stand for more than 100000 values")
                .contains("bomb.md:")
                .contains("deep.yaml:1:65: error[invalid-yaml]: more than 64 levels of nesting");
        assertThat(folder.resolve("out/report.sarif")).content().contains("\"version\" : \"2.1.0\"");
    }
}
