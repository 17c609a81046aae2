package dev.runproof.compiler.anchor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The names in {@code anchor/*.txt} are those that the originals gave to the headings in {@code anchor/headings.md}:
 * github-slugger 2.0.0; goldmark 1.7.13 with attributes and Hugo's own rules for names; Python-Markdown 3.11.3 with toc and
 * attr_list. Ours are what GitHub's and the names written out make together.
 */
class AnchorsTest {

    private static MarkdownDocument read(String text) {
        return new MarkdownReader().read(new SourceFile("a.md", text), 1);
    }

    private static Anchors anchors(String dialect, String text) {
        return Dialect.of(dialect).orElseThrow().anchors(read(text), "");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AnchorsTest.class.getResourceAsStream("/anchor/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "HUGO", "MKDOCS", "RUNPROOF"})
    void headingsAreNamedAsTheOriginalsDo(Dialect dialect) throws IOException {
        List<String> expected = resource(dialect.word() + ".txt")
                .lines()
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        assertThat(dialect.anchors(read(resource("headings.md")), "").names()).containsExactlyElementsOf(expected);
    }

    /** From github-slugger's own tests, which were made by uploading headings to GitHub. */
    @Test
    void gitHubNumbersRepetitions() {
        assertThat(anchors("github", "# echo\n# echo\n# echo 1\n# echo-1\n# echo\n# foxtrot-1\n# foxtrot\n# foxtrot\n")
                        .names())
                .containsExactly(
                        "echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2", "foxtrot-1", "foxtrot", "foxtrot-2");
    }

    @ParameterizedTest
    @CsvSource({
        "'# &#x20;a&#x20;', -a-",
        "'# I ♥ unicode', i--unicode",
        "'# en–dash', endash",
        "'# 😄_😄 unicode emoji', _-unicode-emoji",
        "'# :ok_hand::hatched_chick: Two', ok_handhatched_chick-two",
        "'# exchange.bind_headers(exchange, routing [, bindCallback])', exchangebind_headersexchange-routing--bindcallback",
        "'# a‿b⁀c', a‿b⁀c",
        "'# a҈b', a҈b",
        "'# Two\nlines\n', two",
        "'Two\nlines\n===', twolines",
    })
    void gitHubKeepsLettersMarksAndConnectors(String text, String name) {
        assertThat(anchors("github", text).names()).contains(name);
    }

    @Test
    void gitLabJoinsHyphensAndNamesNumbers() {
        assertThat(anchors("gitlab", "# Logs & Metrics\n# Tenant - Cell\n# 404\n# `a_b`: Größe!\n# 404\n")
                        .names())
                .containsExactly("logs-metrics", "tenant-cell", "anchor-404", "a_b-größe", "anchor-404-1");
    }

    /** By the code of alphagov/tech-docs-gem, which sees the heading as HTML. */
    @ParameterizedTest
    @CsvSource({
        "'# Hot/Warm Node Parity',      hot-warm-node-parity",
        "'# Logs & `metrics_total`',    logs-amp-metrics-total",
        "'# 1. What''s wrong?',         1-what-39-s-wrong",
        "'# Größe',                     gr-e",
        "'# [cluster.tf](https://x.y)', cluster-tf",
    })
    void govUkKeepsLettersAndDigitsOfAscii(String text, String name) {
        assertThat(anchors("govuk", text).names()).containsExactly(name);
    }

    @Test
    void govUkNamesRepetitionsAfterTheHeadingAbove() {
        assertThat(anchors("govuk", "## A\n### Check\n## B\n### Check\n### Check\n### Check\n## A\n## A\n")
                        .names())
                .containsExactly("a", "check", "b", "b-check", "b-check-2", "b-check-3", "a-2", "a-3");
    }

    @Test
    void aHeadingThatATemplateMakesHasTheTitle() {
        String text = "# <%= current_page.data.title %>\n\n## {{ mine }}\n";
        assertThat(Dialect.GOVUK.anchors(read(text), "Disk full").names()).containsExactly("disk-full", "mine");
        assertThat(Dialect.GOVUK.anchors(read("# Disk"), "Other").names()).containsExactly("disk");
    }

    @Test
    void ofALongHeadingHugoSeesTheLastLine() {
        assertThat(anchors("hugo", "Two *lines*\nunder_it\n===").names()).containsExactly("under_it");
    }

    @Test
    void aNameWrittenLaterIsNotGivenBefore() {
        String text = "# Foo\n# Bar {#foo}\n# Foo\n";
        assertThat(anchors("runproof", text).names()).containsExactly("foo-1", "foo", "foo-2");
        assertThat(anchors("mkdocs", text).names()).containsExactly("foo_1", "foo", "foo_2");
        assertThat(anchors("hugo", text).names()).containsExactly("foo", "foo-1");
        assertThat(anchors("github", text).names()).containsExactly("foo", "bar-foo", "foo-1");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void elementsOfHtmlCountEverywhere(Dialect dialect) {
        String text = """
                # <a id="in-heading"></a>Title
                Text with <a name='old'></a> and <span id=bare>it</span>, `<a id="code"></a>` and <input name="field">.

                <details ID="more"><summary>x</summary><a
                   class="c" name="split">y</a></details>

                <!-- <a id="comment"></a> -->

                ```html
                <a id="fenced"></a>
                ```
                """;
        Anchors anchors = dialect.anchors(read(text), "");
        assertThat(List.of("in-heading", "old", "bare", "more", "split")).allMatch(anchors::has);
        assertThat(List.of("code", "comment", "fenced", "field", "c")).noneMatch(anchors::has);
    }

    @Test
    void browsersKnowTheTop() {
        Anchors anchors = anchors("hugo", "# A");
        assertThat(anchors.has("")).isTrue();
        assertThat(anchors.has("top")).isTrue();
        assertThat(anchors.has("user-content-a")).isFalse();
        assertThat(anchors("github", "# A").has("user-content-a")).isTrue();
    }

    @Test
    void whatIsProbablyMeantIsKnown() {
        String text = "# Größe (first 5 minutes)\n# Disk full {#full}\n# Memory\n";
        assertThat(anchors("mkdocs", text).nearest("größe-first-5-minutes")).contains("groe-first-5-minutes");
        assertThat(anchors("github", text).nearest("full")).contains("disk-full-full");
        assertThat(anchors("github", text).nearest("memroy")).contains("memory");
        assertThat(anchors("github", text).nearest("MEMORY")).contains("memory");
        assertThat(anchors("github", text).nearest("größe")).contains("größe-first-5-minutes");
        assertThat(anchors("github", "# Step one\n# Step two\n").nearest("step"))
                .isEmpty();
        assertThat(anchors("github", text).nearest("alert-name-x")).isEmpty();
        assertThat(anchors("github", text).ignoringCase("Memory")).contains("memory");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void manyEqualHeadingsAreNamedInLinearTime(Dialect dialect) {
        assertThat(dialect.anchors(read("# a\n".repeat(50_000)), "").names()).hasSize(50_000);
        assertThat(dialect.anchors(read("# a " + "{#".repeat(100_000)), "").names())
                .hasSize(1);
        assertThat(dialect.anchors(read("<a ".repeat(50_000)), "").names()).isEmpty();
    }
}
