package dev.runproof.compiler.selftest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.Heading;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.output.Product;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An example on the page of a finding, as files.
 *
 * <p>A fenced block with a path behind its language is a file, and one with an address behind {@code http} an answer of the web. What
 * a page does not show is there all the same, so that its examples are short: a configuration, and an alert with its runbook.
 *
 * @param files the texts of its files by path, encoded
 * @param base those of the state that it is compared with; empty if no file of that is shown
 * @param web the pages of the web that it shows, by address
 */
public record Example(Map<String, byte[]> files, Map<String, byte[]> base, Map<String, String> web) {

    /** The name of the configuration. */
    public static final String CONFIGURATION = "runbook.yaml";

    /** The folder of runbooks. */
    public static final String RUNBOOKS = "runbooks/";

    /** The folder of alert rules. */
    public static final String RULES = "alert-rules/";

    /** Where its runbooks are published. */
    public static final String SITE = "https://runbooks.example.com/";

    private static final String REPORT = "text report";
    private static final String WEB = "http ";
    private static final String BASE = "base/";
    private static final String LATIN = "latin-1";

    private static final String SETTINGS = """
            base-url: https://runbooks.example.com/
            runbooks: [runbooks/]
            alert-rules: [alert-rules/]
            """;

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

    /** The bad example of a finding. */
    public static Example bad(String id) {
        var file = new SourceFile(id + ".md", Product.page(id));
        return of(new MarkdownReader().read(file, 1), "Bad");
    }

    /**
     * Reads an example.
     *
     * @param page a page
     * @param title the heading below which it stands
     */
    public static Example of(MarkdownDocument page, String title) {
        List<FencedBlock> all = blocks(page, title);
        List<FencedBlock> shown = all.stream()
                .filter(block -> !block.info().equals(REPORT) && !block.info().startsWith(WEB))
                .toList();
        List<FencedBlock> now = shown.stream().filter(block -> !isOfBase(block)).toList();
        boolean compared = now.size() < shown.size();
        return new Example(
                files(now, shown),
                compared ? files(shown, shown) : Map.of(),
                all.stream()
                        .filter(block -> block.info().startsWith(WEB))
                        .collect(Collectors.toMap(
                                block -> block.info().substring(WEB.length()),
                                block -> block.content().text())));
    }

    /** In their order: those of the base stand behind the others, and in place of them. */
    private static Map<String, byte[]> files(List<FencedBlock> blocks, List<FencedBlock> shown) {
        Map<String, byte[]> files = new TreeMap<>();
        for (boolean ofBase : new boolean[] {false, true}) {
            for (FencedBlock block : blocks) {
                if (isOfBase(block) == ofBase) {
                    boolean latin = block.info().endsWith(" " + LATIN);
                    files.put(
                            path(block).substring(ofBase ? BASE.length() : 0),
                            block.content().text().getBytes(latin ? ISO_8859_1 : UTF_8));
                }
            }
        }
        files.putIfAbsent(CONFIGURATION, SETTINGS.getBytes(UTF_8));
        boolean rules = files.keySet().stream().anyMatch(path -> path.startsWith(RULES));
        if (files.keySet().stream().noneMatch(path -> path.startsWith(RUNBOOKS))) {
            boolean linked = !rules || anyContains(shown, "/disk-full");
            files.put(RUNBOOKS + "disk-full.md", (linked ? RUNBOOK : RUNBOOK_FOR_NO_ALERT).getBytes(UTF_8));
        }
        if (!rules) {
            boolean linked = Stream.of("disk-full.md", "disk.md", "disk-full.runbook.yaml")
                    .anyMatch(name -> files.containsKey(RUNBOOKS + name));
            String alert =
                    anyContains(shown, "action: ") ? ALERT.replace("disk_free_bytes", SERIES_WITH_INPUTS) : ALERT;
            files.put(RULES + "disk.yaml", (linked ? alert : "groups: []\n").getBytes(UTF_8));
        }
        return files;
    }

    private static boolean anyContains(List<FencedBlock> blocks, String text) {
        return blocks.stream().anyMatch(block -> block.content().text().contains(text));
    }

    private static boolean isOfBase(FencedBlock block) {
        return path(block).startsWith(BASE);
    }

    private static String path(FencedBlock block) {
        return block.info().split(" ", -1)[1];
    }

    /** The report that a bad example promises. */
    public static FencedBlock report(MarkdownDocument page) {
        return blocks(page, "Bad").stream()
                .filter(block -> block.info().equals(REPORT))
                .findFirst()
                .orElseThrow();
    }

    private static List<FencedBlock> blocks(MarkdownDocument page, String title) {
        List<Heading> headings = page.headings();
        Heading heading = headings.stream()
                .filter(candidate -> candidate.text().equals(title))
                .findFirst()
                .orElseThrow();
        int next = headings.indexOf(heading) + 1;
        int start = heading.span().start();
        int end = next < headings.size()
                ? headings.get(next).span().start()
                : page.span().end();
        return page.fencedBlocks().stream()
                .filter(block -> start < block.fence().start() && block.fence().start() < end)
                .toList();
    }
}
