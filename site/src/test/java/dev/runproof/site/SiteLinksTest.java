package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.LinkOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.link.LinkProgress;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each link of a built site leads to a file of it, and to a place in that file. */
class SiteLinksTest {

    @TempDir
    private static Path work;

    @BeforeAll
    static void build() throws IOException {
        Built.ours(work.resolve("ours"));
        Built.of(work.resolve("books"), Library.files(), work.resolve("shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "shop"})
    void eachLinkLeadsToAFileAndAPlaceInIt(String name) throws IOException {
        Path site = work.resolve(name);
        Map<Path, Document> pages = pages(site);
        var broken = new ArrayList<String>();
        int links = 0;
        for (var page : pages.entrySet()) {
            // It is shown at any address, and so names its files from the top of the host.
            if (page.getKey().endsWith("404.html")) {
                continue;
            }
            for (Element element : page.getValue().select("[href], [src]")) {
                String address = element.hasAttr("href") ? element.attr("href") : element.attr("src");
                if (!address.matches("(https?|mailto|data):.*")) {
                    links++;
                    if (!leadsSomewhere(page.getKey(), address, pages)) {
                        broken.add(site.relativize(page.getKey()) + " -> " + address);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    /** What readers of a site follow, asked for as the gate asks the web: by {@code check-links}, of a server on this machine. */
    @ParameterizedTest
    @ValueSource(strings = {"ours", "shop"})
    void ourOwnCheckerFindsNoDeadLink(String name) throws IOException {
        Path site = work.resolve(name);
        try (var server = new StaticServer(site)) {
            Set<String> addresses = new TreeSet<>();
            for (var page : pages(site).entrySet()) {
                if (!page.getKey().endsWith("404.html")) {
                    URI own = server.address(site.relativize(page.getKey()));
                    page.getValue().select("[href], [src]").forEach(element -> {
                        String written = element.hasAttr("href") ? element.attr("href") : element.attr("src");
                        URI address = own.resolve(URI.create(written));
                        if (own.getAuthority().equals(address.getAuthority())) {
                            addresses.add(address.toString());
                        }
                    });
                }
            }
            assertThat(addresses).hasSizeGreaterThan(30);
            CheckReport all = check(name, addresses);
            assertThat(all.findings()).isEmpty();
            assertThat(all.web().orElseThrow().requests()).isPositive();

            String page = server.address(Path.of("index.html")).toString();
            assertThat(check(name + "-broken", List.of(page + "#nowhere", page + ".gone"))
                            .findings())
                    .extracting(finding -> finding.rule().id())
                    .containsExactlyInAnyOrder("dead-anchor", "dead-link");
        }
    }

    private static CheckReport check(String name, Collection<String> addresses) throws IOException {
        Path folder = Files.createDirectories(work.resolve("links-of-" + name));
        Files.writeString(folder.resolve("runbook.yaml"), """
                base-url: https://runbooks.example.com/
                runbooks: [links.md]
                alert-rules: [{ files: 'rules/*.yaml', optional: true }]
                check-links: { grace: 0d, interval: 0ms, per-host: 4, private-hosts: ['127.0.0.1'] }
                """);
        Files.writeString(
                folder.resolve("links.md"),
                "# Links\n\n"
                        + addresses.stream()
                                .map(address -> "- <" + address + ">\n")
                                .collect(Collectors.joining()));
        return new RunbookCompiler(folder, List.of())
                .checkLinks(
                        folder.resolve("runbook.yaml"),
                        new LinkOptions(LocalDate.of(2026, 11, 22), false, Optional.empty(), LinkProgress.NONE),
                        InputStream.nullInputStream());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "shop"})
    void noIdIsThereTwice(String name) throws IOException {
        for (var page : pages(work.resolve(name)).entrySet()) {
            Set<String> seen = new HashSet<>();
            assertThat(page.getValue().select("[id]").eachAttr("id"))
                    .allMatch(seen::add, "is there once in " + page.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ours", "shop"})
    void eachPageAllowsNothingButFilesOfItsOwn(String name) throws IOException {
        for (var page : pages(work.resolve(name)).entrySet()) {
            Document html = page.getValue();
            assertThat(html.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                    .as(page.getKey().toString())
                    .startsWith("default-src 'none'; script-src 'self';")
                    .doesNotContain("unsafe", "http", "*");
            assertThat(html.select("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
            assertThat(html.select("script:not([src]), style, [style], [onclick], [onload], [onerror]"))
                    .isEmpty();
        }
    }

    @Test
    void otherToolsReadWhatThereIs() throws IOException {
        JsonNode pages =
                new ObjectMapper().readTree(work.resolve("shop/pages.json").toFile());

        JsonNode disk = pages.get("pages").get(0);
        assertThat(disk.get("address").asText()).isEqualTo("https://runbooks.example.com/books/disk-full/");
        assertThat(disk.get("alerts")).hasToString("[\"DiskFull\",\"KubePVCFull\"]");
        assertThat(disk.get("severities")).hasToString("[\"critical\",\"warning\"]");
        assertThat(disk.get("reviewBy").asText()).isEqualTo("2027-04-30");
        assertThat(disk.get("anchors").toString()).contains("\"mitigation\"");
        assertThat(pages.get("aliases").get("volume-full").asText()).isEqualTo("disk-full#mitigation");
        assertThat(pages.get("aliases").get("kubepvcfull").asText()).isEqualTo("disk-full");
        assertThat(pages.get("aliases").has("disk-full")).isFalse();
    }

    @Test
    void coverageNamesWhatIsMissing() throws IOException {
        String coverage =
                Jsoup.parse(work.resolve("shop/_site/coverage.html").toFile()).text();

        assertThat(coverage)
                .contains("Alerts without a runbook Alert Rule Why Orphan rules.yaml:12 it has no link to a runbook")
                .contains("Runbooks without an alert Runbook Severity Owner Validated MemoryLow");
    }

    @Test
    void aPageIsSmall() throws IOException {
        // Our two longest pages, with three and four drawings; a page of the benchmark is half as long.
        long shared = size("_site/site.css") + size("_site/page.js") + size("_site/search.js");

        assertThat(shared + size("brute-force-detected/index.html")).isLessThan(100_000);
        assertThat(shared + size("correlated-compromise-indicator/index.html")).isLessThan(92_000);
    }

    private static long size(String file) throws IOException {
        return Files.size(work.resolve("ours").resolve(file));
    }

    private static boolean leadsSomewhere(Path page, String address, Map<Path, Document> pages) {
        URI uri = URI.create(address);
        Path file = uri.getPath().isEmpty()
                ? page
                : page.resolveSibling(uri.getPath()).normalize();
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Document target = pages.get(file);
        return uri.getFragment() == null || (target != null && target.getElementById(uri.getFragment()) != null);
    }

    private static Map<Path, Document> pages(Path site) throws IOException {
        Map<Path, Document> pages = new HashMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                pages.put(file, Jsoup.parse(file.toFile()));
            }
        }
        return pages;
    }
}
