package dev.runproof.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes the website of many runbooks beside Hugo's of the same texts with a bare layout, each in a fresh process, in turn; then
 * saves one page while they are served. Called by {@code site/benchmark}.
 */
final class SiteBenchmark {

    private SiteBenchmark() {}

    /**
     * Measures.
     *
     * @param args the command of the launcher, the number of runbooks, and of rounds
     */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("site-benchmark");
        int runbooks = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        library(work, runbooks);
        List<Double> ours = new ArrayList<>();
        List<Double> hugo = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ours.add(seconds(
                    work, args[0], "site", "--config", "runbook.yaml", "--to", "site-" + i, "--as-of", "2026-11-22"));
            hugo.add(seconds(work, "hugo", "--quiet", "--source", "hugo", "--destination", "../hugo-" + i));
        }
        Path site = work.resolve("site-0");
        long shared = Stream.of("site.css", "page.js", "search.js")
                .mapToLong(name -> size(site.resolve("_site").resolve(name)))
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%d runbooks of %d bytes, medians of %d runs:%n  runproof site %.2f s, %.1f MB in %d files%n  hugo          %.2f s, %.1f MB%n"
                        + "  a page %.1f kB, with what all pages share %.1f kB%n",
                runbooks,
                size(work.resolve("runbooks/alert-0001.md")),
                rounds,
                median(ours),
                total(site) / 1e6,
                files(site),
                median(hugo),
                total(work.resolve("hugo-0")) / 1e6,
                size(site.resolve("alert0001-down/index.html")) / 1e3,
                (shared + size(site.resolve("alert0001-down/index.html"))) / 1e3);
        System.out.printf(
                Locale.ROOT,
                "  saved, until the page is there anew in serve: %.0f ms (median of %d)%n",
                saved(work, 4 * rounds),
                4 * rounds);
    }

    private static void library(Path work, int runbooks) throws IOException {
        String text = Files.readString(Built.ROOT.resolve("runbooks/correlated-compromise-indicator.md"));
        String body = text.substring(text.indexOf("## Trigger Condition"))
                .replaceAll("(?s)```yaml (transaction|response)\n.*?```\n", "")
                .replaceAll("]\\([^)#]*\\.md[^)]*\\)", "](#trigger-condition)");
        Files.createDirectories(work.resolve("runbooks"));
        Files.createDirectories(work.resolve("hugo/content"));
        Files.createDirectories(work.resolve("hugo/layouts/_default"));
        var rules = new StringBuilder("groups:\n  - name: all\n    rules:\n");
        for (int i = 1; i <= runbooks; i++) {
            String name = String.format(Locale.ROOT, "Alert%04dDown", i);
            String file = String.format(Locale.ROOT, "alert-%04d.md", i);
            String page = "---\nalerts: [" + name + "]\nowner: team-" + i % 20
                    + "\ninputs: { NAMESPACE: namespace, POD: name, POD_UID: uid, NODE: name, DEPLOYMENT: name, REPLICAS: integer, SERVICE_ACCOUNT: name }\n---\n# "
                    + name + "\n\n" + body;
            Files.writeString(work.resolve("runbooks").resolve(file), page);
            Files.writeString(
                    work.resolve("hugo/content").resolve(file),
                    page.replaceFirst("---\n", "---\ntitle: " + name + "\n"));
            rules.append("      - alert: ")
                    .append(name)
                    .append("\n        expr: up{job=\"")
                    .append(i)
                    .append("\"} == 0\n");
            rules.append("        for: 5m\n        labels: { severity: ")
                    .append(i % 2 == 0 ? "critical" : "warning")
                    .append(" }\n");
            rules.append("        annotations: { runbook_url: https://runbooks.example.com/alert")
                    .append(String.format(Locale.ROOT, "%04d", i))
                    .append("-down/ }\n");
        }
        Files.writeString(work.resolve("rules.yaml"), rules);
        Files.writeString(
                work.resolve("runbook.yaml"),
                "base-url: https://runbooks.example.com/\nrunbooks: [runbooks/]\nalert-rules: [rules.yaml]\n");
        Files.writeString(
                work.resolve("hugo/config.toml"),
                "baseURL = 'https://runbooks.example.com/'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n[markup.highlight]\ncodeFences = false\n");
        Files.writeString(
                work.resolve("hugo/layouts/_default/single.html"),
                "<!doctype html><title>{{ .Title }}</title><h1>{{ .Title }}</h1>{{ .Content }}\n");
        Files.writeString(
                work.resolve("hugo/layouts/_default/list.html"),
                "<!doctype html><title>Runbooks</title>{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}\n");
    }

    private static double seconds(Path work, String... command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output.txt").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(work.resolve("output.txt")));
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double saved(Path work, int rounds) throws IOException, InterruptedException {
        Path file = work.resolve("runbooks/alert-0001.md");
        String text = Files.readString(file);
        List<Double> times = new ArrayList<>();
        var http = HttpClient.newHttpClient();
        try (var server = Built.serve(work)) {
            for (int i = 0; i < rounds; i++) {
                String generation = get(http, server.address() + "alert0001-down/")
                        .replaceFirst("(?s).*data-live=\"([^\"]*)\".*", "$1");
                String mark = "changed " + i;
                long begin = System.nanoTime();
                Files.writeString(file, text + "\n" + mark + "\n");
                // What is saved may be seen half written; then it is made once more.
                String page;
                do {
                    generation = get(http, server.address() + "_site/live/" + generation);
                    page = get(http, server.address() + "alert0001-down/");
                } while (!page.contains(mark));
                times.add((System.nanoTime() - begin) / 1e6);
            }
        }
        return median(times);
    }

    private static String get(HttpClient http, String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static long total(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(SiteBenchmark::size)
                    .sum();
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
