package dev.runproof.compiler.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSearchTest {

    @TempDir
    private Path top;

    private Path folder;
    private final Findings findings = new Findings();

    @BeforeEach
    void writeFiles() throws IOException {
        folder = Files.createDirectories(top.resolve("repo"));
        for (String file : List.of(
                "repo/a.md",
                "repo/node/b.md",
                "repo/node/_index.md",
                "repo/node/deep/c.md",
                "repo/.git/d.md",
                "repo/node/e.txt",
                "outside/f.md")) {
            Files.createDirectories(top.resolve(file).getParent());
            Files.writeString(top.resolve(file), file);
        }
    }

    private List<String> find(String... patterns) {
        var source = new SourceFile("runbook.yaml", "");
        return new FileSearch(folder, new FileReader(folder), findings)
                        .find(
                                Stream.of(patterns)
                                        .map(text -> new FileSetting(new Located<>(text, source.all()), false))
                                        .toList(),
                                "*.md")
                        .stream()
                        .map(FileSearch.Found::below)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".                 | a.md, node/_index.md, node/b.md, node/deep/c.md",
                "node              | _index.md, b.md, deep/c.md",
                "node/             | _index.md, b.md, deep/c.md",
                "*.md              | a.md",
                "**/*.md           | a.md, node/_index.md, node/b.md, node/deep/c.md",
                "node/**/[!_]*.md  | b.md, deep/c.md",
                "node/b.md         | b.md",
                "../outside/*.md   | f.md",
                "{a,x}.md          | a.md",
                "{a,node/b}.md     | a.md, node/b.md",
                "*/*/*.md          | node/deep/c.md",
                "no**/c.md         | node/deep/c.md",
            })
    void findsFiles(String pattern, String found) {
        assertThat(String.join(", ", find(pattern))).isEqualTo(found);
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.md, 1", "*.md, 1", "node/b.md, 1", "*/b.md, 2", "'{a,node/b}.md', 2"})
    void looksNoDeeperThanAPatternCanMatch(String pattern, int depth) {
        assertThat(FilePattern.of(new Located<>(pattern, new SourceFile("runbook.yaml", "").all()), folder, "*.md")
                        .depth())
                .isEqualTo(depth);
    }

    @Test
    void aFolderIsNoFileWhateverItIsCalled() throws IOException {
        Files.createDirectories(folder.resolve("folder.md"));
        assertThat(find("*.md")).containsExactly("a.md");
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void aFileThatTwoPatternsNameIsFoundOnce() {
        assertThat(find("a.md", "*.md")).containsExactly("a.md");
    }

    @Test
    void anEmptyFolderIsNotOneThatIsNotThere() throws IOException {
        Files.createDirectories(folder.resolve("bare"));
        find("bare/", "nowhere/");
        assertThat(findings.sorted().stream().map(Finding::message))
                .containsExactlyInAnyOrder("there is no file *.md in bare/", "there is no file nowhere/");
    }

    @ParameterizedTest
    @CsvSource({
        "*.rst, nothing-to-check",
        "nowhere/, nothing-to-check",
        "'{a', invalid-configuration",
        "'a\0b', invalid-configuration"
    })
    void aPatternOfNoUseIsAFinding(String pattern, String id) {
        assertThat(find(pattern)).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo(id));
    }

    @Test
    void linksStayInside() throws IOException {
        Files.createSymbolicLink(folder.resolve("node/inside.md"), Path.of("b.md"));
        Files.createSymbolicLink(folder.resolve("node/secret.md"), top.resolve("outside/f.md"));
        Files.createSymbolicLink(folder.resolve("node/nowhere.md"), Path.of("gone.md"));
        Files.createSymbolicLink(folder.resolve("node/loop"), folder);
        assertThat(find("node/*.md")).containsExactly("_index.md", "b.md", "inside.md");
        assertThat(findings.sorted())
                .extracting(
                        finding -> finding.rule().id() + " " + finding.message().split(" ", -1)[0])
                .containsExactly("unreadable-file node/nowhere.md", "unreadable-file node/secret.md");
    }
}
