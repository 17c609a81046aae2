package dev.runproof.site;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.site.Addresses;
import dev.runproof.compiler.site.Alias;
import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.Reference;
import dev.runproof.compiler.site.RunbookPage;
import dev.runproof.compiler.site.Website;
import dev.runproof.site.template.JtealertsGenerated;
import dev.runproof.site.template.JtecoverageGenerated;
import dev.runproof.site.template.JtefindingGenerated;
import dev.runproof.site.template.JtegroupsGenerated;
import dev.runproof.site.template.JtemissingGenerated;
import dev.runproof.site.template.JteredirectGenerated;
import dev.runproof.site.template.JtereferenceGenerated;
import dev.runproof.site.template.JterunbookGenerated;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the files of a website. */
final class SiteFiles {

    private static final String OWN = "_site/";
    private static final String PAGES = "pages.json";
    private static final String SEARCH_INDEX = OWN + "search-index.js";
    private static final List<String> ASSETS =
            List.of("find.js", "minisearch.js", "page.js", "redirect.js", "search.js", "site.css");

    private final Website site;
    private final String live;
    private final List<Finding> findings;
    private final Map<String, List<Finding>> findingsByFile;
    private final SortedMap<String, Supplier<byte[]>> files = new TreeMap<>();
    private final Map<PageEntry, Told> told = new ConcurrentHashMap<>();
    private final Map<String, String> words = new ConcurrentHashMap<>();

    /** What other files tell of the page of a runbook. */
    private record Told(SearchDocument document, List<String> anchors) {}

    private SiteFiles(Website site, String live, List<Finding> findings) {
        this.site = site;
        this.live = live;
        this.findings = List.copyOf(findings);
        this.findingsByFile = findings.stream()
                .collect(Collectors.groupingBy(finding -> finding.span().file().path()));
    }

    /**
     * The files of a website; nothing is made yet.
     *
     * @param site what it shows
     * @param live what it is made of, if it is served while that is written; else empty
     * @param findings what is wrong with it, for the pages to show
     */
    static PageFiles of(Website site, String live, List<Finding> findings) {
        var pages = new SiteFiles(site, live, findings);
        pages.aliases();
        pages.runbooks();
        pages.own();
        return new PageFiles(pages.files, Set.of(PAGES, SEARCH_INDEX));
    }

    private void runbooks() {
        site.entries().forEach(entry -> files.put(entry.name() + "/index.html", () -> page(entry)));
    }

    private void aliases() {
        for (Alias alias : site.aliases()) {
            redirect(alias.name(), alias.page(), alias.fragment());
        }
        site.entries().forEach(entry -> noSlash(entry.name(), entry.name(), ""));
    }

    private void redirect(String name, String page, String fragment) {
        files.put(name + "/index.html", () -> leadOn(Addresses.toRoot(name), page, fragment));
        noSlash(name, page, fragment);
    }

    /** What many hosts show for an address without a slash behind it. */
    private void noSlash(String name, String page, String fragment) {
        files.put(name + ".html", () -> leadOn(Addresses.toRoot(name).substring("../".length()), page, fragment));
    }

    private byte[] leadOn(String root, String page, String fragment) {
        String behind = fragment.isEmpty() ? "" : "#" + fragment;
        return html(to -> JteredirectGenerated.render(to, null, page, root + Addresses.ofPage(page) + behind, root));
    }

    private void own() {
        files.put("index.html", () -> groups("", "", "", "There is no runbook yet.", bySeverity()));
        files.put(
                "404.html",
                () -> html(to -> JtemissingGenerated.render(
                        to, null, new Frame(site, absoluteRoot(), "There is no such page", "", "", live, List.of()))));
        files.put(PAGES, this::pagesJson);
        files.put(".nojekyll", () -> new byte[0]);
        put("alerts.html", frame -> to -> JtealertsGenerated.render(to, null, frame), "Alerts");
        put("coverage.html", frame -> to -> JtecoverageGenerated.render(to, null, frame, site.coverage()), "Coverage");
        put(
                "reference.html",
                frame -> to -> JtereferenceGenerated.render(to, null, frame, site.reference()),
                "Reference");
        files.put(
                OWN + "owners.html",
                () -> groups("../", OWN + "owners.html", "By owner", "No runbook has an owner.", byOwner()));
        files.put(OWN + "tags.html", () -> groups("../", OWN + "tags.html", "By tag", "No runbook has tags.", byTag()));
        for (Reference.FindingPage finding : site.reference().findings()) {
            String path = OWN + "finding/" + finding.id() + ".html";
            files.put(
                    path,
                    () -> html(to -> JtefindingGenerated.render(
                            to,
                            null,
                            new Frame(site, "../../", finding.id(), canonical(path), "", live, List.of()),
                            finding)));
        }
        site.pictures().forEach(picture -> files.put(picture.path(), picture::content));
        files.put(SEARCH_INDEX, this::searchIndex);
        ASSETS.forEach(name -> files.put(OWN + name, () -> asset(name)));
        files.put(OWN + "minisearch.LICENSE.txt", () -> resource("/META-INF/licenses/minisearch/LICENSE.txt"));
        if (!live.isEmpty()) {
            files.put(OWN + "live.js", () -> asset("live.js"));
        }
    }

    /** Puts the content of a page of ours into its frame. */
    private interface Content {
        Consumer<HtmlTemplateOutput> in(Frame frame);
    }

    private void put(String name, Content content, String title) {
        files.put(
                OWN + name,
                () -> html(content.in(new Frame(site, "../", title, canonical(OWN + name), "", live, List.of()))));
    }

    /** A host shows that page at any depth, so that it names its files from the top. */
    private String absoluteRoot() {
        return live.isEmpty()
                ? site.address()
                        .map(address -> URI.create(address).getRawPath())
                        .orElse("/")
                : "/";
    }

    private byte[] page(PageEntry entry) {
        RunbookPage page = site.page(entry);
        told.putIfAbsent(entry, tell(page));
        var frame = new Frame(
                site,
                Addresses.toRoot(entry.name()),
                entry.title(),
                canonical(entry.name() + "/"),
                "page.js",
                live,
                findingsByFile.getOrDefault(entry.file(), List.of()).stream()
                        .map(SiteFiles::shown)
                        .toList());
        return html(to -> JterunbookGenerated.render(to, null, frame, page));
    }

    /** Not within a call of the map: threads that make two pages would wait for each other. */
    private Told told(PageEntry entry) {
        Told known = told.get(entry);
        if (known == null) {
            known = tell(site.page(entry));
            told.put(entry, known);
        }
        return known;
    }

    private Told tell(RunbookPage page) {
        return new Told(SearchDocument.of(page, words), page.anchors());
    }

    private byte[] groups(String root, String path, String title, String empty, List<Group> groups) {
        var shown = new ArrayList<ShownFinding>();
        if (path.isEmpty()) {
            findings.forEach(finding -> shown.add(shown(finding)));
        }
        var frame = new Frame(site, root, title, canonical(path), "", live, shown);
        return html(to ->
                JtegroupsGenerated.render(to, null, frame, title.isEmpty() ? site.title() : title, empty, groups));
    }

    private static ShownFinding shown(Finding finding) {
        return new ShownFinding(
                finding.rule().id(),
                finding.severity() == Severity.ERROR,
                finding.span().toString(),
                finding.message(),
                finding.help());
    }

    private List<Group> bySeverity() {
        Map<String, List<PageEntry>> groups = new LinkedHashMap<>();
        site.entries().stream()
                .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                .forEach(entry -> groups.computeIfAbsent(
                                entry.severities().stream().findFirst().orElse("No severity"), key -> new ArrayList<>())
                        .add(entry));
        return groups(groups);
    }

    private static int rank(PageEntry entry) {
        return entry.severities().stream()
                .findFirst()
                .map(Words::weight)
                .map(weight -> weight.equals("worst") ? 0 : weight.equals("bad") ? 1 : 2)
                .orElse(3);
    }

    private List<Group> byOwner() {
        Map<String, List<PageEntry>> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        site.entries()
                .forEach(entry -> entry.owner()
                        .ifPresent(owner -> groups.computeIfAbsent(owner, key -> new ArrayList<>())
                                .add(entry)));
        List<PageEntry> without =
                site.entries().stream().filter(entry -> entry.owner().isEmpty()).toList();
        if (!without.isEmpty()) {
            groups.put("Nobody", without);
        }
        return groups(groups);
    }

    private List<Group> byTag() {
        Map<String, List<PageEntry>> groups = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        site.entries()
                .forEach(entry -> entry.tags()
                        .forEach(tag -> groups.computeIfAbsent(tag, key -> new ArrayList<>())
                                .add(entry)));
        return groups(groups);
    }

    private static List<Group> groups(Map<String, List<PageEntry>> groups) {
        var list = new ArrayList<Group>();
        groups.forEach((name, entries) -> list.add(new Group(name, "group-" + (list.size() + 1), entries)));
        return list;
    }

    private String canonical(String path) {
        return site.address().map(address -> address + Addresses.encoded(path)).orElse("");
    }

    private byte[] searchIndex() {
        return SearchDocument.script(site.entries().parallelStream()
                .map(entry -> told(entry).document())
                .toList());
    }

    private byte[] pagesJson() {
        return PagesJson.of(site, entry -> told(entry).anchors());
    }

    static byte[] html(Consumer<HtmlTemplateOutput> template) {
        var bytes = new Utf8ByteOutput();
        template.accept(new OwaspHtmlTemplateOutput(bytes));
        return bytes.toByteArray();
    }

    /** What is ours without indentation and comments, which have lines of their own. */
    static byte[] asset(String name) {
        byte[] written = resource("/META-INF/runproof/site/" + name);
        return name.equals("minisearch.js")
                ? written
                : new String(written, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                        .collect(Collectors.joining("\n", "", "\n"))
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String path) {
        try (InputStream in = SiteFiles.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
