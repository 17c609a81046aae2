package dev.runproof.compiler.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.markdown.ParsedMarkdown;
import dev.runproof.compiler.site.PageSection.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown as HTML that is safe to show. */
class PageTextTest {

    private static List<PageText.Section> sections(String markdown) {
        return PageText.of(
                ParsedMarkdown.of(markdown),
                List.of("first", "second"),
                Set.of("X"),
                address -> address.startsWith("https:") ? address : "",
                address -> address.equals("shown.png") ? "../_site/1.png" : "");
    }

    private static String html(String markdown) {
        return sections(markdown).stream()
                .flatMap(section -> section.blocks().stream())
                .map(PageText.Block::html)
                .collect(Collectors.joining())
                .strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg onload=alert(1)><script>alert(1)</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "<a href=\" java\tscript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](<java script:alert(1)>)",
                "![x](javascript:alert(1))",
                "<iframe src=https://evil.example></iframe>",
                "<object data=x></object><embed src=x>",
                "<form action=https://evil.example><input name=password><button formaction=x>",
                "<p style=\"background:url(https://evil.example)\">x",
                "<style>body { display: none }</style>",
                "<link rel=stylesheet href=https://evil.example>",
                "<meta http-equiv=refresh content=0>",
                "<base href=https://evil.example>",
                "<p id=rp-fill class=card data-in=X>x",
                "<var data-in=X data-q>x</var>",
                "<input type=checkbox id=rp-x>",
                "<details ontoggle=alert(1) open><summary>x</summary></details>",
            })
    void nothingOfRawHtmlRunsOrLoadsOrPretends(String markdown) {
        assertThat(html(markdown))
                .doesNotContainIgnoringCase(
                        "<script",
                        "<img",
                        "<svg",
                        "<style",
                        "<iframe",
                        "<form",
                        "<input",
                        "<link",
                        "<meta",
                        "<base",
                        "<object",
                        "<embed",
                        "<button",
                        "<var",
                        "javascript:",
                        "data:",
                        "onerror=",
                        "onload=",
                        "ontoggle=",
                        "style=",
                        "rp-",
                        "class=\"card",
                        "data-");
    }

    @Test
    void harmlessHtmlStays() {
        assertThat(html("<details><summary>More</summary><kbd>x</kbd> <a id=\"here\"></a></details>"))
                .contains("<details><summary>More</summary><kbd>x</kbd>", "id=\"here\"");
    }

    @Test
    void picturesOfTheSiteAreShownAndOthersAreLinks() {
        assertThat(html("![a *graph*](shown.png \"t\")"))
                .contains("<img src=\"../_site/1.png\" alt=\"a graph\" loading=\"lazy\">");
        assertThat(html("<img src=shown.png alt=x style=y class=z>"))
                .contains("<img src=\"../_site/1.png\" alt=\"x\" loading=\"lazy\">");
        assertThat(html("![a graph](https://example.com/x.png)"))
                .contains("<a href=\"https://example.com/x.png\">a graph</a>")
                .doesNotContain("<img");
        assertThat(html("![a graph](other.png)")).contains("a graph").doesNotContain("<img", "href");
    }

    @Test
    void sectionsKnowWhatTheyAreFor() {
        assertThat(
                        sections(
                                "# T\n\nlead\n\n## Triage Steps (first 5 minutes)\n\n## Mitigation\n\n## Impact\n\n## Appendix: x\n\n## Notes\n\n## Post-Incident\n"))
                .extracting(PageText.Section::kind)
                .containsExactly(
                        Kind.LEAD,
                        Kind.TRIAGE,
                        Kind.CONTAINMENT,
                        Kind.SEVERITY,
                        Kind.APPENDIX,
                        Kind.OTHER,
                        Kind.RECOVERY);
    }

    @Test
    void stepsAreNumberedItemsAndHeadingsBetweenThem() {
        String html = html("## Triage\n\n### 2. Who?\n\n1. **Look** here. And there.\n2. <b>Ask</b>\n\n- no step\n");

        assertThat(html.split("type=\"checkbox\"", -1)).hasSize(4);
        assertThat(html).contains("aria-label=\"Who?\"", "aria-label=\"Look here.\"", "aria-label=\"Ask\"");
    }

    @Test
    void boxesOfGitHubAreTakenForSteps() {
        assertThat(html("## Mitigation\n\n- [ ] Restart it\n- [x] Look\n"))
                .contains("aria-label=\"Restart it\">Restart it", "aria-label=\"Look\">Look");
    }

    @Test
    void aBoxStandsWhereTheLineOfItsStepBegins() {
        assertThat(html("## Triage\n\n### 1. Who & *what*?\n"))
                .isEqualTo(
                        "<div class=\"step\"><input type=\"checkbox\" id=\"rp-first-1\" aria-label=\"Who &amp; what?\">"
                                + "<h3 id=\"second\">1. Who &amp; <em>what</em>?</h3></div>");
        assertThat(html("## Triage\n\n1. `x` first\n2. [x](https://e) \"then\"\n"))
                .isEqualTo("""
                        <ol>
                        <li class="step"><input type="checkbox" id="rp-first-1" aria-label="x first"><code>x</code> first</li>
                        <li class="step"><input type="checkbox" id="rp-first-2" aria-label="x &quot;then&quot;"><a href="https://e">x</a> "then"</li>
                        </ol>""");
        assertThat(html("## Triage\n\n- [ ] one\n\n  more\n\n- two\n  - within\n"))
                .isEqualTo("""
                        <ul>
                        <li class="step">
                        <p><input type="checkbox" id="rp-first-1" aria-label="one">one</p>
                        <p>more</p>
                        </li>
                        <li class="step">
                        <p><input type="checkbox" id="rp-first-2" aria-label="two">two</p>
                        <ul>
                        <li>within</li>
                        </ul>
                        </li>
                        </ul>""");
        assertThat(html("## Triage\n\n<ol><li>raw <p>then</p></li></ol>\n"))
                .contains(
                        "<li class=\"step\"><input type=\"checkbox\" id=\"rp-first-1\" aria-label=\"then\">raw <p>then</p></li>");
    }

    @Test
    void onlyItemsOfAListThatNobodyClosedAreSteps() {
        assertThat(html("## Triage\n\n<ol><li>x</li>\n\n| a |\n|---|\n\nText\n"))
                .contains("<table>", "<p>Text</p>")
                .containsOnlyOnce("checkbox");
    }

    @Test
    void aBlockForTheCompilerWithinAListComesBehindTheList() {
        List<PageText.Block> blocks = sections(
                        "## Triage\n\n1. do\n\n   ```yaml response\n   a: 1\n   ```\n2. done\n\n### 3. Rest\n")
                .get(1)
                .blocks();

        assertThat(blocks).extracting(PageText.Block::forCompiler).containsExactly("", "response", "");
        assertThat(blocks.get(0).html())
                .contains("rp-first-1", "a: 1", "rp-first-2")
                .doesNotContain("rp-first-3");
        assertThat(blocks.get(2).html()).contains("rp-first-3");
    }

    @Test
    void namesOfHeadingsAndWhatHeadsNothingAreNotShown() {
        assertThat(html("## A `b` *c* {#first}\n\n### Sub {#second}\n\n### Other {x}\n"))
                .isEqualTo("<h3 id=\"second\">Sub</h3>\n<h3>Other {x}</h3>");
        assertThat(sections("## A `b` *c* {#first}\n").get(1).title()).isEqualTo("A b c");
        assertThat(html("| a | |\n|---|---|\n| 1 | 2 |\n"))
                .startsWith("<div class=\"wide\" tabindex=\"0\"><table>\n<thead>")
                .contains("<th>a</th>\n<td></td>")
                .endsWith("</table></div>");
    }

    @Test
    void textIsEscapedWhereverItStands() {
        assertThat(html("a & b < c > \u00A0 &#1; [x](https://e/?a&b\"> \"t\\\"<\")"))
                .isEqualTo("<p>a &amp; b &lt; c &gt; &nbsp; &#x1; "
                        + "<a href=\"https://e/?a&amp;b&quot;&gt;\" title=\"t&quot;&lt;\">x</a></p>");
    }

    @Test
    void elsewhereListsAreLists() {
        assertThat(html("## Meaning\n\n1. a\n2. b\n")).doesNotContain("checkbox");
    }

    @Test
    void blocksForTheCompilerAreHandedOverWhereTheyStand() {
        List<PageText.Block> blocks = sections(
                        "## Containment\n\nbefore\n\n```yaml transaction\nname: <b>\n```\n\nafter\n")
                .get(1)
                .blocks();

        assertThat(blocks).extracting(PageText.Block::forCompiler).containsExactly("", "transaction", "");
        assertThat(blocks.get(0).html()).contains("before");
        assertThat(blocks.get(1).source()).isEqualTo("name: <b>\n");
        assertThat(blocks.get(1).html()).isEqualTo("<pre tabindex=\"0\"><code>name: &lt;b&gt;\n</code></pre>");
        assertThat(blocks.get(2).html()).contains("after");
    }

    @Test
    void aPlaceholderAloneInASentenceIsWhatItIsAbout() {
        assertThat(html("Put it in place of `<X>`, as in `ls <X>`."))
                .contains("<code>&lt;X&gt;</code>", "<code>ls <var>&lt;X&gt;</var></code>");
    }

    @Test
    void hostileTextsTakeNoTime() {
        for (String markdown : List.of(
                "<b>".repeat(50_000),
                "<a href='".repeat(20_000),
                "## Triage\n\n" + "1. x\n".repeat(20_000),
                "```sh\n" + "<X>".repeat(50_000))) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> html(markdown));
        }
    }
}
