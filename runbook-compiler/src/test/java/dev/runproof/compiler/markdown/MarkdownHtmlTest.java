package dev.runproof.compiler.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown as elements. */
class MarkdownHtmlTest {

    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

    static Stream<Path> ourTexts() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../runbooks"))) {
            return Stream.concat(
                    files.filter(file -> file.toString().endsWith(".md")),
                    Stream.of(Path.of("../README.md"), Path.of("../docs/reference.md")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ourTexts")
    void ourTextsBecomeWhatTheRendererWrites(Path file) throws IOException {
        assertSameAsRendered(Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\nb  \nc\\\nd",
                "# a `b` *c* **d**\n\nSetext\n------\n",
                "- a\n- b\n\n  c\n- d",
                "- a\n  - b\n    1. c\n       - d\n- \n- e",
                "7. seven\n8. eight",
                "> quoted\n> > twice\n\nnot",
                "    indented & \"quoted\" <b>\n\n\n    more",
                "```\nbare\n```\n~~~ sh  x\nls <A>\n~~~\n```yaml transaction\na: 1\n```\n",
                "***\n---\n",
                "[a](b \"t & u\") [c](<d e>) <https://example.com/?a&b> [r]\n\n[r]: /x 'y'",
                "![a *b* `c`](e.png \"t\") [![x](y)](z)",
                "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | *2* | `3` | |\n| 4 |\n\nafter",
                "| head |\n|---|\n",
                "a & b &amp; &copy; \u00A0 \uD83D\uDE00 \u2014",
            })
    void eachConstructBecomesWhatTheRendererWrites(String markdown) {
        assertSameAsRendered(markdown);
    }

    @Test
    void rawHtmlIsCleanedAndWithoutAnyThereIsNothingToClean() {
        assertThat(body("a <b>c</b>", List.of(), (html, sink) -> sink.text(html))
                        .text())
                .isEqualTo("<p>a <b>c</b></p>");
        assertThat(body("a < b > c", List.of(), (html, sink) -> sink.text("cleaned"))
                        .html())
                .isEqualTo("<p>a &lt; b &gt; c</p>\n");
    }

    @Test
    void headingsHaveTheirNamesAndBlocksForTheCompilerTheirs() {
        Element body =
                body("# A\n\n> ## B\n\n### C\n\n```yaml response\n```\n", List.of("a", "", "c"), (html, sink) -> {});

        assertThat(body.select("h1, h2, h3").eachAttr("id")).containsExactly("a", "c");
        assertThat(body.select("code").attr("class")).isEqualTo("for-compiler-response");
    }

    private static void assertSameAsRendered(String markdown) {
        assertThat(html(body(markdown, List.of(), (html, sink) -> sink.text("not asked to clean"))))
                .isEqualTo(html(parsed(RENDERER.render(MarkdownReader.parse(markdown)))));
    }

    private static Element body(String markdown, List<String> names, MarkdownHtml.Cleaner cleaner) {
        var elements = new Elements();
        MarkdownHtml.write(ParsedMarkdown.of(markdown), names, cleaner, elements);
        return elements.element;
    }

    /** Makes elements of what it is told. */
    private static final class Elements implements HtmlSink {
        private Element element = parsed("");

        @Override
        public void open(String tag, Map<String, String> attributes) {
            element = element.appendElement(tag);
            attributes.forEach(element::attr);
        }

        @Override
        public void text(String text) {
            element.appendChild(new TextNode(text));
        }

        @Override
        public void close() {
            element = Objects.requireNonNull(element.parent());
        }
    }

    private static Element parsed(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        return document.body();
    }

    /** Only what is for the compiler is marked besides. */
    private static String html(Element body) {
        body.select("code[class=language-yaml], code[class^=for-compiler]").removeAttr("class");
        return body.html();
    }
}
