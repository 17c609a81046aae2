package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
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

/** Links and anchors within runbooks. */
class LinksOfRunbooksTest {

    private static final String NONE = "---\nalerts: []\n---\n";

    @TempDir
    private Path parent;

    private Path root;

    @BeforeEach
    void files() throws IOException {
        root = parent.resolve("repository");
        Files.createDirectories(root.resolve("runbooks/node"));
        Files.createDirectories(root.resolve("runbooks/images"));
        Files.writeString(root.resolve("runbooks/images/graph.png"), "");
        Files.createDirectories(root.resolve("img dir"));
        Files.writeString(root.resolve("img dir/disk graph.png"), "");
        Files.writeString(root.resolve("runbooks/node/disk.md"), "");
        Files.writeString(root.resolve("runbooks/cpu.md"), "");
        Files.writeString(parent.resolve("secret.md"), "");
        Files.createSymbolicLink(root.resolve("runbooks/out.md"), parent.resolve("secret.md"));
        Files.createSymbolicLink(root.resolve("runbooks/in.md"), root.resolve("runbooks/cpu.md"));
    }

    private List<String> found(String text) {
        return library(text).found().stream()
                .map(finding -> finding.span().from().line() + ":"
                        + finding.span().from().column() + " " + finding.rule().id() + " " + finding.message() + " | "
                        + finding.help())
                .toList();
    }

    private LibraryBuilder library(String text) {
        return new LibraryBuilder()
                .files(root)
                .runbook("runbooks/node/disk", NONE + "# Disk\n\n" + text)
                .runbook("runbooks/cpu", NONE + "# CPU\n\n## Größe\n\nx\n\n## Twice\n\nx\n\n## Twice\n\nx\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](../cpu.md) [a](./disk.md) [a](..) [a](../cpu.md?x=1#twice-1)",
                "![a](</img dir/disk graph.png>) ![a](../../img%20dir/disk%20graph.png \"title\")",
                "[a](#disk) [a](#) [a](#top) [a](../cpu.md#gr%C3%B6%C3%9Fe) [a](../in.md#anything)",
                "[a](https://x.example/nowhere.md) [a](mailto:a@b.example) [a](//x.example/y) <https://x.example>",
                "[a](slack://channel?id=1) [a](HTTP://x.example/)",
                "`[a](nowhere.md)` and [a]({{<ref>}}) and [a][undefined] and [ ] [x](<{{ $x }}/y>)",
                "<a id='here'></a> [a](#here) <!-- [a](nowhere.md) --> <a href='#disk'>x</a>",
                "[a](/cpu/) [a](../cpu/) [a](../cpu#twice) [a](https://r.example/nowhere/)",
                "[a](../cpu.md?plain=1#L3)",
                "A word[^1].\n\n[^1]: Almost.",
            })
    void rightLinksAndThoseOfOthersAreSilent(String text) {
        assertThat(found(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[a](cpu.md)              | runbooks/node/cpu.md | did you mean ../cpu.md?",
                "[a](../cpuu.md)          | runbooks/cpuu.md     | did you mean ../cpu.md?",
                "[a](/runbook/x.md)       | runbook/x.md         | write the file, or correct the path; with a slash before it, it begins at the top",
                "![a](../../img%20dir/disc%20graph.png) | img dir/disc graph.png | did you mean ../../img dir/disk graph.png?",
                "<img src=x.png>          | runbooks/node/x.png  | write the file, or correct the path; it is relative to the folder of runbooks/node/disk.md",
                "[a]: zzz.txt             | runbooks/node/zzz.txt | write the file, or correct the path; it is relative to the folder of runbooks/node/disk.md",
                "[a](/etc/passwd)         | etc/passwd           | write the file, or correct the path; with a slash before it, it begins at the top",
            })
    void aFileThatIsNotThereIsAnError(String text, String name, String help) {
        assertThat(found(text))
                .singleElement()
                .asString()
                .endsWith(" broken-link the link leads to a file that does not exist: there is no " + name + " | "
                        + help);
    }

    @ParameterizedTest
    @CsvSource({
        "[a](../../../secret.md), ../secret.md",
        "[a](../out.md),          runbooks/out.md",
        "[a](../../../repository/../secret.md), ../secret.md",
        "[a](..%2F..%2F..%2Fsecret.md), ../secret.md",
        "[a](../../../nowhere.md), ../nowhere.md",
    })
    void whatIsOutsideIsNotLookedAt(String text, String name) {
        assertThat(found(text))
                .containsExactly("6:5 broken-link the link leads out of the repository, to " + name
                        + " | link to a file of the repository, or to an address with https://");
    }

    @Test
    void aNameThatNoFileCanHaveIsAnErrorAsWell() {
        assertThat(found("[a](a%00b.md)")).singleElement().asString().contains("broken-link");
    }

    @Test
    void headingsThatAreNotThereAreErrors() {
        assertThat(found("[a](#dsk) and\n[b](../cpu.md#Twice)\n\n> [c](../cpu.md#twice-2)"))
                .containsExactly(
                        "6:5 broken-anchor the link leads to a heading that this page lacks: there is no #dsk | did you mean #disk?",
                        "7:5 broken-anchor the link leads to a heading that runbooks/cpu.md lacks: there is no #Twice | did you mean #twice?",
                        "9:7 broken-anchor the link leads to a heading that runbooks/cpu.md lacks: there is no #twice-2 | did you mean #twice?");
    }

    /** As GitHub shows it, or as the site does: a link that works in one of both places was meant for it. */
    @Test
    void headingsHaveTheNamesOfTheirSitesToo() {
        String text = "[a](../cpu.md#groe) [a](../cpu.md#größe) [a](../cpu.md#twice_1)";
        assertThat(found(text)).hasSize(2);
        assertThat(library(text).sites("https://h/{path} mkdocs").found()).isEmpty();
    }

    @Test
    void wholeAddressesOfOurPagesAreFollowedToTheHeading() {
        assertThat(
                        found(
                                "[a](https://r.example/cpu/#twice-1) [a](https://r.example/cpu/?x#größe) [a](https://x.y/cpu/#no)"))
                .isEmpty();
        assertThat(found("| a |\n|---|\n| [a](https://r.example/cpu/#alert-name-cpu) |"))
                .singleElement()
                .asString()
                .startsWith("8:7 broken-anchor the link leads to a heading that runbooks/cpu.md lacks: there is no "
                        + "#alert-name-cpu");
    }

    /** Middleman's folder of sources is the root of its site. */
    @Test
    void aPathFromTheRootIsOneBelowTheFolderOfRunbooksToo() {
        var disk = new RunbookReader(SlugSource.TITLE)
                .read(
                        new SourceFile(
                                "runbooks/node/disk.md",
                                NONE + "# Disk\n\n![a](/images/graph.png) ![b](/images/no.png)"),
                        "runbooks/node/disk.md",
                        "node/disk",
                        new Findings());
        assertThat(new LibraryBuilder().files(root).runbook(disk).findings("broken-link"))
                .containsExactly(
                        "6:30 broken-link the link leads to a file that does not exist: there is no images/no.png");
    }

    /** Of the pages of a site only some are runbooks, and links name them as the site has them. */
    @Test
    void pagesOfTheSiteThatAreNoRunbooksAreFoundByTheirFiles() throws IOException {
        Files.createDirectories(root.resolve("source/manual/alerts"));
        for (String file : List.of("queues.html.md", "index.html.erb", "alerts/other.md", "alerts/deep.html.md.erb")) {
            Files.writeString(root.resolve("source/manual/" + file), "");
        }
        String links = "[a](/manual/queues.html) [a](/manual/) [a](../queues.html#x) [a](deep.html) [a](../other/) "
                + "[b](/manual/nope.html) [c](../nope/)";
        String file = "source/manual/alerts/disk.html.md";
        Runbook disk = new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile(file, NONE + "# Disk\n\n" + links), file, "disk", new Findings());
        assertThat(new LibraryBuilder()
                        .files(root)
                        .sites("https://docs.example/manual/alerts/{path}.html govuk")
                        .runbook(disk)
                        .findings("broken-link"))
                .containsExactly(
                        "6:96 broken-link the link leads to a file that does not exist: there is no manual/nope.html",
                        "6:119 broken-link the link leads to a file that does not exist: there is no source/manual/nope");
    }

    /** The pages of Hugo lie a folder deeper than their sources, and links between them say so. */
    @Test
    void linksBetweenPagesAreThoseOfTheSite() {
        String text = "[a](../../cpu/) [a](/runbooks/cpu) [a](../../cpu/#twice-1) [b](../../cpuu/)";
        assertThat(library(text).sites("https://h/{path|lower} hugo").findings("broken-link", "broken-anchor"))
                .singleElement()
                .asString()
                .contains("broken-link");
    }
}
