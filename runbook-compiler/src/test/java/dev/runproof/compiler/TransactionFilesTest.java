package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions in files of their own are those of the runbook beside them. */
class TransactionFilesTest {

    private static final String TRANSACTION = """
            name: block-source
            inputs:
              source: { type: ip, default: 192.0.2.7 }
            action: { block-ip: { address: $source, in: shop } }
            pre-check: [not-protected, traffic-share-below]
            max-duration: 30s
            expires: 1h
            """;

    private static final String MARKDOWN = "# Attack\n\n```yaml transaction\n%s```\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void estate() throws IOException {
        write("runbook.yaml", "{base-url: https://r.example/, runbooks: [books/], alert-rules: [rules/]}");
        write("books/attack.md", "# Attack\n");
        write(
                "rules/a.yaml",
                "groups: [{name: g, rules: [{alert: Attack, expr: 'x > 1', annotations: "
                        + "{runbook_url: 'https://r.example/attack/'}}]}]\n");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private RunbookCompiler compiler() {
        return new RunbookCompiler(folder, List.of(Path.of("src/test/resources/index")));
    }

    private List<String> found() {
        return compiler()
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)))
                .findings()
                .stream()
                .map(finding -> finding.span() + " " + finding.rule().id() + ": " + finding.message())
                .toList();
    }

    private String generated() throws IOException {
        GenerateReport report = compiler()
                .generate(folder.resolve("runbook.yaml"), "books", folder.resolve("java"), folder.resolve("services"));
        assertThat(report.text(false)).isEmpty();
        return Files.readString(folder.resolve("java/books/BlockSource.java"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attack.transaction.yaml",
                "attack.transaction.yml",
                "attack.block-source.transaction.yaml",
                "attack.2.transaction.yaml"
            })
    void aFileGivesTheSameClassAsABlock(String name) throws IOException {
        write("books/attack.md", MARKDOWN.formatted(TRANSACTION));
        String block = generated();
        write("books/attack.md", "# Attack\n");
        write("books/" + name, TRANSACTION);
        assertThat(found()).isEmpty();
        assertThat(generated())
                .isEqualTo(block.replace("books/attack.md:3", "books/" + name + ":1")
                        .replace("\"books/attack.md\",", "\"books/" + name + "\",")
                        .replace("        3,", "        1,"));
    }

    @Test
    void itsInputsDeclareThePlaceholdersOfThePage() throws IOException {
        write("books/attack.md", "# Attack\n\nRead `<SOURCE_IP>` twice.\n");
        assertThat(found())
                .containsExactly("books/attack.md:3:7 undeclared-placeholder: the runbook does not declare its "
                        + "placeholders: <SOURCE_IP>");
        write("books/attack.transaction.yaml", TRANSACTION.replace("{ type: ip", "{ type: ipp"));
        assertThat(found()).containsExactly("books/attack.transaction.yaml:3:19 unknown-type: there is no type ipp");
        write("books/attack.transaction.yaml", TRANSACTION);
        assertThat(found()).isEmpty();
    }

    @Test
    void itsMistakesAreFoundAtTheirPlace() throws IOException {
        write("books/attack.transaction.yaml", TRANSACTION.replace("block-ip", "blok-ip"));
        write("books/attack.two.transaction.yaml", "name: [\n");
        write("books/attack.three.transaction.yaml", "");
        assertThat(found())
                .containsExactly(
                        "books/attack.three.transaction.yaml:1:1 invalid-transaction: this transaction is empty",
                        "books/attack.transaction.yaml:4:11 unknown-action: there is no action blok-ip",
                        "books/attack.two.transaction.yaml:1:8 invalid-yaml: not YAML: while parsing a flow node, "
                                + "expected the node content, but found '<stream end>'");
    }

    @Test
    void aNameIsThatOfOneTransactionInBlocksAndFiles() throws IOException {
        write("books/attack.md", MARKDOWN.formatted(TRANSACTION));
        write("books/attack.transaction.yaml", TRANSACTION);
        assertThat(found())
                .containsExactly("books/attack.transaction.yaml:1:7 duplicate-transaction: there is a transaction "
                        + "block-source at books/attack.md:4:7 already");
    }

    @Test
    void itBelongsToTheLongestNameThatItBeginsWith() throws IOException {
        write("runbook.yaml", "{base-url: https://r.example/, runbooks: ['books/*'], alert-rules: [rules/]}");
        write("books/attack.block.md", "---\nalerts: []\n---\n# Block\n");
        write("books/attack.block.transaction.yaml", TRANSACTION);
        assertThat(found()).isEmpty();
        assertThat(generated()).contains("runbook block,\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacks.transaction.yaml",
                "other/attack.transaction.yaml",
                "attack.One.transaction.yaml",
                "attack..transaction.yaml"
            })
    void oneThatBelongsToNoneIsFound(String name) throws IOException {
        write("books/" + name, TRANSACTION);
        assertThat(found())
                .containsExactly("books/" + name + ":1:1 transaction-without-runbook: there is no runbook beside books/"
                        + name + " to which it belongs");
    }

    @Test
    void linksAreNotFollowed() throws IOException {
        write("elsewhere.yaml", TRANSACTION);
        Files.createSymbolicLink(folder.resolve("books/attack.transaction.yaml"), folder.resolve("elsewhere.yaml"));
        assertThat(found()).anyMatch(line -> line.contains("unreadable-file"));
    }

    @Test
    void whoeverEditsItEndsTheValidationOfItsRunbook() throws IOException {
        write(
                "runbook.yaml",
                "{base-url: https://r.example/, runbooks: [books/], alert-rules: [rules/], max-age: 90d}");
        write("books/attack.md", "---\nlast-validated: 2026-11-02\nalerts: [Attack]\n---\n# Attack\n");
        write("books/attack.transaction.yaml", TRANSACTION);
        write(
                "validations.yaml",
                "attack: { records: [{ date: 2026-11-02, who: me, how: review, reference: r, steps: '"
                        + "v1:sha256:%1$s', alerts: 'v1:sha256:%1$s' }] }\n".formatted("0".repeat(64)));
        String told = told();
        write("books/attack.transaction.yaml", TRANSACTION.replace("1h", "2h"));
        assertThat(told()).isNotEqualTo(told);
        write("books/attack.transaction.yaml", TRANSACTION.replace("\n", "  \r\n"));
        assertThat(told()).isEqualTo(told);
    }

    /** The hash that a record of today would have. */
    private String told() {
        return compiler()
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)))
                .findings()
                .stream()
                .filter(finding -> finding.rule().id().equals("validated-other-text"))
                .map(finding -> finding.help().replaceAll(".*steps: (\\S+),.*", "$1"))
                .findFirst()
                .orElseThrow();
    }
}
