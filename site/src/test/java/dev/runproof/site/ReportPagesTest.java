package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.ReportOptions;
import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a report about a small library with texts of strangers. */
@ExtendWith(Browser.class)
class ReportPagesTest {

    private static final List<String> PAGES = List.of("index.html", "exercises.html", "exercise/full-disk.html");
    private static final Path GOLDEN = Path.of("src/test/resources/report");

    @TempDir
    private static Path work;

    private static Path pages;

    @BeforeAll
    static void build() throws IOException {
        Path from = Path.of("../runbook-compiler/src/test/resources/report/library");
        Path library = work.resolve("library");
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = library.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        new RunbookCompiler(library, List.of())
                .report(
                        library.resolve("runbook.yaml"),
                        new ReportOptions(LocalDate.of(2026, 11, 22), Optional.empty()),
                        InputStream.nullInputStream())
                .write(work.resolve("report"));
        pages = work.resolve("report/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "exercises.html", "exercise/full-disk.html"})
    void eachPageIsTheSameEachTime(String page) throws IOException {
        String written = Files.readString(pages.resolve(page));
        Path golden = GOLDEN.resolve(page);
        if (Boolean.getBoolean("recreate")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, written);
        }
        assertThat(written).isEqualTo(Files.readString(golden));
    }

    /** No policy would forgive it, and none has to. */
    @ParameterizedTest
    @ValueSource(strings = {"index.html", "exercises.html", "exercise/full-disk.html"})
    void whatStrangersWroteIsText(String page) throws IOException {
        Document document = Jsoup.parse(Files.readString(pages.resolve(page)));
        assertThat(document.select("script, style, img, b, iframe, [style], [onerror], [onclick]"))
                .isEmpty();
        assertThat(document.select("a[href]").eachAttr("href"))
                .allMatch(href -> !href.contains(":") || href.startsWith("https://runbooks.example.com/"));
        assertThat(document.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'; style-src 'self'")
                .doesNotContain("unsafe", "script");
        assertThat(document.select("a[href$=.html], link[rel=stylesheet]").stream()
                        .map(link -> link.attr("href"))
                        .toList())
                .allSatisfy(href ->
                        assertThat(pages.resolve(page).resolveSibling(href)).exists());
    }

    @Test
    void textsOfStrangersAreShownAsTheyAre() throws IOException {
        Document index = Jsoup.parse(Files.readString(pages.resolve("index.html")));
        assertThat(index.text())
                .contains("-2+3 orders were lost <img src=x>", "The template of the <status> page | is `gone`")
                .contains("=HYPERLINK(\"https://evil.example/\",\"x\")");
        assertThat(Jsoup.parse(Files.readString(pages.resolve("exercise/full-disk.html")))
                        .select("pre")
                        .text())
                .contains("--result 'it'\\''s told=MET-OR-MISSED'")
                .contains("--took-part 'on-call SRE' --took-part 'database team'");
    }

    @Test
    void eachPlotIsSaidInWordsToo() throws IOException {
        assertThat(Jsoup.parse(Files.readString(pages.resolve("index.html")))
                        .select("svg[role=img]")
                        .eachAttr("aria-label"))
                .first()
                .asString()
                .isEqualTo(
                        "How old validations are. 0 to 30 days: 0 runbooks; 31 to 90 days: 2 runbooks;"
                                + " 91 to 180 days: 0 runbooks; 181 to 365 days: 1 runbook; more than 365 days: 0 runbooks; never: 1 runbook.");
    }

    /** Without a script, in both colours, and on a phone. */
    @Test
    void aBrowserAndAxeHaveNothingToSay(Chromium chromium) throws IOException {
        String axe;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        chromium.complaints();
        List<String> broken = new ArrayList<>();
        for (String page : PAGES) {
            for (String scheme : List.of("light", "dark")) {
                for (int width : List.of(1280, 360)) {
                    chromium.look(width, 800, scheme, "");
                    chromium.driver().get(pages.resolve(page).toUri().toString());
                    assertThat(
                                    chromium.driver()
                                            .executeScript(
                                                    "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                            .as(page + " at " + width)
                            .isEqualTo(true);
                    chromium.driver().executeScript(axe);
                    Object violations = chromium.driver().executeAsyncScript("""
                            const done = arguments[arguments.length - 1];
                            axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
                              .then(result => done(result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 120)).slice(0, 3).join('; '))));""");
                    ((List<?>) Objects.requireNonNull(violations))
                            .forEach(violation -> broken.add(page + " " + scheme + " " + width + " " + violation));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
    }
}
