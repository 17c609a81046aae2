package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.link.LinkProgress;
import dev.runproof.compiler.link.WrittenWeb;
import dev.runproof.compiler.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page that explains a finding says the truth: its bad example gives just the report shown, its good one none. */
class FindingPagesTest {

    private static final Path PAGES = Path.of("src/main/resources/META-INF/runproof/finding");

    /** What the annotation processor wrote for the runtime's block-ip with its checks and types, and for actions on pods. */
    private static final List<Path> INDEX =
            List.of(Path.of("src/test/resources/index"), Path.of("src/test/resources/index-of-pods"));

    @TempDir
    private Path folder;

    static List<FindingPage> pages() throws IOException {
        try (Stream<Path> paths = Files.list(PAGES)) {
            return paths.sorted()
                    .map(path -> {
                        try {
                            return FindingPage.read(path);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void badExampleGivesTheReportOfThePage(FindingPage page) throws IOException {
        page.write("Bad", folder);
        CheckReport report = check(page.web("Bad"));
        assertThat(report.findings()).extracting(finding -> finding.rule().id()).contains(page.id());
        assertThat(report.findings()).extracting(finding -> finding.rule().id()).containsOnly(page.id());
        Span promised = page.report().content().span();
        String text = report.text(false).stripTrailing();
        if (Boolean.getBoolean("recreate")) {
            String old = page.file().text();
            Files.writeString(
                    page.path(),
                    old.substring(0, promised.start())
                            + text
                            + (promised.text().isEmpty() ? "\n" : "")
                            + old.substring(promised.end()));
        } else {
            assertThat(text).isEqualTo(promised.text());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void goodExampleGivesNone(FindingPage page) throws IOException {
        page.write("Good", folder);
        assertThat(check(page.web("Good")).text(false)).isEmpty();
    }

    @Test
    void eachFindingHasAPageAndEachPageAFinding() throws IOException {
        assertThat(pages())
                .extracting(FindingPage::id)
                .containsExactlyElementsOf(
                        AllRules.sorted().stream().map(Rule::id).toList());
    }

    private CheckReport check(Map<String, String> web) throws IOException {
        if (!web.isEmpty()) {
            return new RunbookCompiler(folder, INDEX)
                    .checkLinks(
                            folder.resolve("runbook.yaml"),
                            new LinkOptions(LocalDate.of(2026, 11, 22), false, Optional.empty(), LinkProgress.NONE),
                            InputStream.nullInputStream(),
                            WrittenWeb.crawler(web));
        }
        CheckOptions options = CheckOptions.asOf(LocalDate.of(2026, 11, 22));
        Path base = folder.resolve("base");
        List<Path> index = Stream.concat(INDEX.stream(), Stream.of(folder.resolve("index")))
                .toList();
        return new RunbookCompiler(folder, index)
                .check(folder.resolve("runbook.yaml"), Files.exists(base) ? options.comparedWith(base) : options);
    }
}
