package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial tells the truth: its files give the reports that it shows. That its POM builds, an invoker test shows. */
class TutorialTest {

    private static final String RUNBOOK = "runbooks/port-scan-detected.md";

    @TempDir
    private Path folder;

    private List<FencedBlock> blocks = List.of();

    @BeforeEach
    void writeFiles() throws IOException {
        blocks = new MarkdownReader()
                .read(new SourceFile("tutorial.md", Files.readString(Path.of("../docs/tutorial.md"))), 1)
                .fencedBlocks();
        for (String file : List.of("runbook.yaml", RUNBOOK, "alert-rules/network.yaml")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, block(" " + file));
        }
    }

    private String block(String end) {
        return blocks.stream()
                .filter(block -> block.info().endsWith(end))
                .findFirst()
                .orElseThrow()
                .content()
                .text();
    }

    /** A block that shows what is printed. */
    private String shown(String beginning) {
        return blocks.stream()
                .filter(block -> block.info().equals("text"))
                .map(block -> block.content().text())
                .filter(text -> text.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private void edit(String file, String what, String replacement) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(what);
        Files.writeString(path, text.replace(what, replacement));
    }

    private CheckReport check() {
        return new RunbookCompiler(folder, List.of(Path.of("src/test/resources/index")))
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    @Test
    void theFirstGateIsGreen() {
        assertThat("[INFO] " + check().summary() + "\n").isEqualTo(shown("[INFO]"));
    }

    @Test
    void theBrokenLinkIsFound() throws IOException {
        edit("alert-rules/network.yaml", "example.com/port-scan-detected/", "example.com/port-scan/");
        assertThat(check().text(false).strip()).isEqualTo(shown("alert-rules/").strip());
    }

    @Test
    void theManifestsAreWritten() throws IOException {
        edit(RUNBOOK, "Block the address.\n", "Block the address.\n\n" + block("transaction"));
        Files.writeString(folder.resolve("deployment.yaml"), block(" deployment.yaml"));
        ManifestsReport report = new RunbookCompiler(folder, List.of(Path.of("src/test/resources/index")))
                .manifests(folder.resolve("runbook.yaml"), Optional.empty(), folder.resolve("manifests"));

        assertThat(report.text(false)).isEmpty();
        assertThat(folder.resolve("manifests/jobs/run-block-scanner.yaml")).exists();
        assertThat(Files.readString(folder.resolve("manifests/accounts/run-block-scanner.yaml")))
                .contains("name: executor-audit-run-block-scanner");
    }

    @Test
    void theTransactionFitsAndItsMisspellingIsFound() throws IOException {
        edit(RUNBOOK, "Block the address.\n", "Block the address.\n\n" + block("transaction"));
        assertThat(check().text(false)).isEmpty();
        edit(RUNBOOK, "block-ip", "blok-ip");
        assertThat(check().text(false).strip()).isEqualTo(shown("runbooks/").strip());
    }
}
