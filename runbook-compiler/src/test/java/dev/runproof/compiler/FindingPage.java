package dev.runproof.compiler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page that explains a finding, with its examples as folders of files.
 *
 * <p>A fenced block with a path behind its language is a file, and one with an address behind {@code http} an answer of the web. What a page does not show is there all the same, so that its
 * examples are short: a configuration, and an alert with its runbook.
 */
record FindingPage(Path path, SourceFile file, MarkdownDocument document) {

    private static final String CONFIGURATION = """
            base-url: https://runbooks.example.com/
            runbooks: [runbooks/]
            alert-rules: [alert-rules/]
            """;

    private static final String WEB = "http ";

    private static final String RUNBOOK = "# Runbook: DiskFull\n";

    private static final String RUNBOOK_FOR_NO_ALERT = "---\nalerts: []\n---\n# Runbook: Failover\n";

    private static final String ALERT = """
            groups:
              - name: disk
                rules:
                  - alert: DiskFull
                    expr: disk_free_bytes < 1e9
                    annotations:
                      runbook_url: https://runbooks.example.com/disk-full/
            """;

    /** Series that bring what the transactions of the pages take. */
    private static final String SERIES_WITH_INPUTS = "disk_free_bytes{namespace!=\"\", pod!=\"\", source_ip!=\"\"}";

    static FindingPage read(Path path) throws IOException {
        var file = new SourceFile(path.getFileName().toString(), Files.readString(path));
        return new FindingPage(path, file, new MarkdownReader().read(file, 1));
    }

    String id() {
        return file.path().replace(".md", "");
    }

    /** The report that the page promises for its bad example. */
    FencedBlock report() {
        return blocks("Bad").stream()
                .filter(block -> block.info().equals("text report"))
                .findFirst()
                .orElseThrow();
    }

    /** The pages of the web that an example shows, by address; none where it shows none. */
    Map<String, String> web(String example) {
        return blocks(example).stream()
                .filter(block -> block.info().startsWith(WEB))
                .collect(Collectors.toMap(
                        block -> block.info().substring(WEB.length()),
                        block -> block.content().text()));
    }

    /** Writes the files of an example, and of the base that it is compared with if a file of that is shown. */
    void write(String example, Path folder) throws IOException {
        List<FencedBlock> all = blocks(example);
        List<FencedBlock> base =
                all.stream().filter(block -> block.info().contains(" base/")).toList();
        write(all, folder);
        if (!base.isEmpty()) {
            var merged = new ArrayList<>(base);
            merged.addAll(0, all.stream().filter(block -> !base.contains(block)).toList());
            write(merged, folder.resolve("base"));
        }
    }

    private static void write(List<FencedBlock> blocks, Path folder) throws IOException {
        for (FencedBlock block : blocks) {
            String[] info = block.info().split(" ", -1);
            if (!block.info().equals("text report") && !block.info().startsWith(WEB)) {
                Path target = folder.resolve(folder.endsWith("base") ? info[1].replaceFirst("^base/", "") : info[1]);
                Files.createDirectories(target.getParent());
                boolean latin1 = info.length > 2 && info[2].equals("latin-1");
                Files.writeString(target, block.content().text(), latin1 ? ISO_8859_1 : UTF_8);
            }
        }
        writeIfAbsent(folder.resolve("runbook.yaml"), CONFIGURATION);
        if (!Files.exists(folder.resolve("runbooks"))) {
            boolean linked = !Files.exists(folder.resolve("alert-rules"))
                    || blocks.stream().anyMatch(block -> block.content().text().contains("/disk-full"));
            writeIfAbsent(folder.resolve("runbooks/disk-full.md"), linked ? RUNBOOK : RUNBOOK_FOR_NO_ALERT);
        }
        if (!Files.exists(folder.resolve("alert-rules"))) {
            boolean linked = Stream.of("disk-full.md", "disk.md", "disk-full.runbook.yaml")
                    .anyMatch(name -> Files.exists(folder.resolve("runbooks").resolve(name)));
            boolean startsTransaction =
                    blocks.stream().anyMatch(block -> block.content().text().contains("```yaml transaction"));
            String alert = startsTransaction ? ALERT.replace("disk_free_bytes", SERIES_WITH_INPUTS) : ALERT;
            writeIfAbsent(folder.resolve("alert-rules/disk.yaml"), linked ? alert : "groups: []\n");
        }
    }

    private static void writeIfAbsent(Path path, String text) throws IOException {
        if (!Files.exists(path)) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }
    }

    private List<FencedBlock> blocks(String section) {
        List<Heading> headings = document.headings();
        Heading heading = headings.stream()
                .filter(candidate -> candidate.text().equals(section))
                .findFirst()
                .orElseThrow();
        int next = headings.indexOf(heading) + 1;
        int end = next < headings.size()
                ? headings.get(next).span().start()
                : file.text().length();
        Span span = file.span(heading.span().start(), end);
        return document.fencedBlocks().stream()
                .filter(block ->
                        span.start() < block.fence().start() && block.fence().start() < span.end())
                .toList();
    }
}
