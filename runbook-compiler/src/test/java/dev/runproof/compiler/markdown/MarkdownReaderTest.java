package dev.runproof.compiler.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.source.Position;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReaderTest {

    private static MarkdownDocument read(String text) {
        return new MarkdownReader().read(new SourceFile("a.md", text), 1);
    }

    @Test
    void headingsHaveTextAndPlace() {
        MarkdownDocument document = read("intro\n\n# Runbook: `Disk` *full*\n\n> # quoted\n\nSetext\n------\n");
        assertThat(document.headings()).extracting(Heading::text).containsExactly("Runbook: Disk full", "Setext");
        assertThat(document.headings()).extracting(Heading::level).containsExactly(1, 2);
        assertThat(document.headings().get(0).span()).hasToString("a.md:3:1");
        assertThat(document.headings().get(1).span().text()).isEqualTo("Setext\n------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<!-- a -->",
                "<!-- a --> text",
                "<!-- a\n\nb -->\n\n[a]: b\n\n---",
                "[a]: b\n\n---\n\ntext",
                "### Lower\n\n<!-- a -->",
                "<span></span>",
                "Under\n=====",
                "\u00a0"
            })
    void whatHasNoContentIsBlankInIt(String written) {
        for (int comments : new int[] {0, 1, 20}) {
            MarkdownDocument document = read("# T\n\n" + "<!-- c -->\n\n".repeat(comments) + written + "\n\n## Next\n");
            Span body = document.span()
                    .file()
                    .span(
                            document.headings().get(0).span().end(),
                            document.span().file().text().indexOf("## Next"));

            assertThat(document.hasNoContent(body))
                    .isEqualTo(document.content()
                            .substring(body.start(), body.end())
                            .isBlank());
        }
    }

    @Test
    void linesBeforeTheFirstAreNotRead() {
        MarkdownDocument document =
                new MarkdownReader().read(new SourceFile("a.md", "---\nx: '# no'\n---\n# Yes\n"), 4);
        assertThat(document.headings())
                .singleElement()
                .satisfies(heading -> assertThat(heading.span()).hasToString("a.md:4:1"));
    }

    @Test
    void fencedBlocksLeadBackToTheFile() {
        FencedBlock block = read("# T\r\n\r\n```yaml transaction\r\nname: x\r\n\r\nb: 🚒 c\r\n```\r\n")
                .fencedBlocks()
                .get(0);
        assertThat(block.info()).isEqualTo("yaml transaction");
        assertThat(block.fence().text()).isEqualTo("```yaml transaction");
        assertThat(block.content().text()).isEqualTo("name: x\n\nb: 🚒 c\n");
        assertThat(block.content().file().position(block.content().offset(2, 5)))
                .hasToString("Position[line=6, column=6]");
    }

    /** What is read in an indented text is what is read in the text itself, and stands where it stands. */
    @Test
    void aTextWithinAnotherFileKeepsItsPlaces() {
        String text = """
                # One `code`
                intro <!-- unseen
                comment --> text

                Setext
                ------
                1. step

                   ```yaml transaction
                   name: 🚒

                     b: c
                   ```

                > ## quoted

                    indented
                """;
        String nl = "\r\n";
        var host = new StringBuilder("a: |" + nl);
        text.lines()
                .forEach(line -> host.append(line.isEmpty() ? "" : "  " + line).append(nl));
        var file = new SourceFile("a.yaml", host.toString());
        int[] starts = new int[(int) text.lines().count()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = Math.min(file.lineStart(i + 2) + 2, file.lineEnd(i + 2));
        }
        MarkdownDocument inside = new MarkdownReader().read(SourceSlice.indented(file, 2, starts));
        MarkdownDocument outside = read(text);
        assertThat(inside.headings()).extracting(Heading::text).containsExactly("One code", "Setext");
        assertThat(inside.headings().get(1).span()).hasToString("a.yaml:6:3");
        for (var spans : List.of(List.of(outside.code(), inside.code()), List.of(outside.unseen(), inside.unseen()))) {
            assertThat(spans.get(1))
                    .extracting(span -> unindented(span.text()))
                    .containsExactlyElementsOf(
                            spans.get(0).stream().map(Span::text).toList());
        }
        assertThat(unindented(inside.span().text()).strip()).isEqualTo(text.strip());
        FencedBlock block = inside.fencedBlocks().get(0);
        assertThat(block.fence()).hasToString("a.yaml:10:6");
        assertThat(block.fence().text()).isEqualTo("```yaml transaction");
        assertThat(block.content().text())
                .isEqualTo(outside.fencedBlocks().get(0).content().text())
                .isEqualTo("name: 🚒\n\n  b: c\n");
        assertThat(file.position(block.content().offset(2, 2))).isEqualTo(new Position(13, 8));
        assertThat(inside.prose()).hasSameSizeAs(host.toString()).doesNotContain("code", "unseen");
    }

    private static String unindented(String text) {
        return text.replace("\r\n  ", "\n").replace("\r\n", "\n");
    }

    @Test
    void aPartOfALineIsAText() {
        var file = new SourceFile("a.yaml", "\uFEFF{a: 'one `two`', b: c}");
        MarkdownDocument document = new MarkdownReader().read(SourceSlice.part(file.span(5, 14)));
        assertThat(document.span().text()).isEqualTo("one `two`");
        assertThat(document.code())
                .singleElement()
                .satisfies(code -> assertThat(code.text()).isEqualTo("`two`"));
    }

    /** At the beginning of a file it is dropped, and would move all places behind it. */
    @Test
    void aByteOrderMarkWithinAFileIsACharacter() {
        var file = new SourceFile("a.yaml", "a: \uFEFF`code`");
        assertThat(new MarkdownReader().read(SourceSlice.part(file.span(3, 10))).code())
                .extracting(Span::text)
                .containsExactly("`code`");
    }

    @Test
    void fencedBlocksInListsAndQuotesLoseTheirIndentation() {
        MarkdownDocument document = read("1. step\n\n   ~~~sh\n   a\n\n     b\n   ~~~\n\n> ```\n> quoted\n> ```\n");
        assertThat(document.fencedBlocks())
                .extracting(block -> block.content().text())
                .containsExactly("a\n\n  b\n", "quoted\n");
        assertThat(document.fencedBlocks().get(0).content().span()).hasToString("a.md:4:4");
    }

    @Test
    void anIndentedFenceTakesItsIndentationOffItsLines() {
        FencedBlock block = read("   ```yaml transaction\n   a: 1\n     b: 2\n c: 3\n   ```\n")
                .fencedBlocks()
                .get(0);
        assertThat(block.content().text()).isEqualTo("a: 1\n  b: 2\nc: 3\n");
        assertThat(block.content().file().position(block.content().offset(1, 2)))
                .isEqualTo(new Position(3, 6));
        assertThat(block.content().file().position(block.content().offset(2, 0)))
                .isEqualTo(new Position(4, 2));
    }

    @Test
    void thereMayBeNothingBehindTheFrontMatter() {
        var file = new SourceFile("a.md", "---\n---");
        assertThat(new MarkdownReader().read(file, 3).headings()).isEmpty();
        assertThat(new MarkdownReader().read(file, 3).fencedBlocks()).isEmpty();
    }

    @Test
    void aFenceThatIsNotClosedGoesToTheEnd() {
        assertThat(read("```\na\nb").fencedBlocks().get(0).content().text()).isEqualTo("a\nb\n");
        assertThat(read("```").fencedBlocks().get(0).content().text()).isEmpty();
    }

    private static List<String> links(String text) {
        return read(text).links().stream()
                .map(link -> link.span() + " " + link.destination() + " | "
                        + link.span().text())
                .toList();
    }

    @Test
    void linksHaveThePlaceOfTheirDestination() {
        assertThat(links("See [a *b*](x/y.md \"t\") and ![i](<a b.png>) and [](z.md#a).\n"))
                .containsExactly(
                        "a.md:1:13 x/y.md | x/y.md", "a.md:1:35 a b.png | a b.png", "a.md:1:52 z.md#a | z.md#a");
        assertThat(links("[a\\]b](a_(b)\\(.md) [x](\n  next.md\n)\n"))
                .containsExactly("a.md:1:8 a_(b)(.md | a_(b)\\(.md", "a.md:2:3 next.md | next.md");
        assertThat(links("[![i](in.png)](out.md)"))
                .containsExactly("a.md:1:16 out.md | out.md", "a.md:1:7 in.png | in.png");
        assertThat(links("> - [a](b&amp;c.md)\n")).containsExactly("a.md:1:9 b&c.md | b&amp;c.md");
        assertThat(links("<a href=\"x.md\">x</a> <img alt=y src=z.png>"))
                .containsExactly("a.md:1:10 x.md | x.md", "a.md:1:37 z.png | z.png");
    }

    @Test
    void definitionsAreLinksAndTheirUsesAreNot() {
        assertThat(links("[a][l], [l], [l][]\n\n[l]: <d e.md> 't'\n[m\\]]:\n  f.md\n"))
                .containsExactly("a.md:3:7 d e.md | d e.md", "a.md:5:3 f.md | f.md");
    }

    @Test
    void noLinksAreInCodeOrUnlikeLinks() {
        assertThat(links("`[a](b.md)`\n\n    [a](b.md)\n\n```\n[a](b.md)\n```\n\\[a](b.md) [a] (b.md)"))
                .isEmpty();
        assertThat(links("[a]({{< ref \"b.md\" >}}) <https://a.example> [TODO] a[0](see b)"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x <!--",
                "*a _b ",
                "<",
                "> ",
                "![",
                "- ",
                "`",
                "[a](",
                "# ",
                "```\n",
                "|a|\n|-|\n",
                "<a x=",
                "[a](b) ",
                "[a]: b\n",
                "# a {#"
            })
    void hostileTextIsRead(String piece) {
        assertThat(read(piece.repeat(20_000)).headings()).isNotNull();
    }

    @Test
    void aTableOfTooManyCellsIsNone() {
        String text = "|a".repeat(10_000) + "|\n" + "|-".repeat(10_000) + "|\n" + "|b|\n".repeat(100) + "\n# Heading\n";
        assertThat(new MarkdownReader().read(new SourceFile("a.md", text), 1).headings())
                .extracting(Heading::text)
                .containsExactly("Heading");
    }
}
