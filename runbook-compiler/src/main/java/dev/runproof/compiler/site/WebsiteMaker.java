package dev.runproof.compiler.site;

import dev.runproof.compiler.check.AlertLink;
import dev.runproof.compiler.check.AlertSeverity;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.Exercises;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.markdown.MarkdownLink;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectTable;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.resolve.PercentEncoding;
import dev.runproof.compiler.resolve.Resolution;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.validation.Evidence;
import dev.runproof.compiler.validation.Validation;
import dev.runproof.compiler.workspace.Configuration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what the website shows. For one site; not thread-safe, but what it makes is. */
public final class WebsiteMaker {

    /** What can be the name of a folder on every disk and in an address, and is none of ours. */
    private static final Pattern NAME =
            Pattern.compile("(?!_site(/|$))(?:(?!\\.)[A-Za-z0-9._~ ()+,@=-]{1,150}(?<![. ])(?:/|$)){1,8}(?<!/)");

    /** What a title need not say. */
    private static final Pattern KIND = Pattern.compile("(?i)^\\s*runbook\\s*:\\s*");

    private static final List<String> WORST_FIRST = List.of(
            "page",
            "emergency",
            "critical",
            "alert",
            "p1",
            "high",
            "error",
            "major",
            "p2",
            "warning",
            "medium",
            "minor",
            "p3",
            "notice",
            "low",
            "info",
            "debug",
            "none");

    private final Configuration configuration;
    private final Library library;
    private final Index index;
    private final Optional<Exercises> exercises;
    private final Pages pages;
    private final Links links;
    private final Map<SourceFile, PageEntry> entries = new LinkedHashMap<>();

    /**
     * Takes what was read.
     *
     * @param configuration the configuration
     * @param library the runbooks and alerts
     * @param index the actions, checks and types
     * @param exercises the exercises
     */
    public WebsiteMaker(Configuration configuration, Library library, Index index, Optional<Exercises> exercises) {
        this.configuration = configuration;
        this.library = library;
        this.index = index;
        this.exercises = exercises;
        this.pages = library.publication().pages();
        this.links = new Links(library.runbooks(), pages, library.resolver());
    }

    /**
     * Makes the site.
     *
     * @param suppressions what somebody answers for
     * @param explanations the pages of all that can be found
     * @param looked what was looked at, in a sentence
     * @param sources the folders in which the files are that were read
     * @return the site
     */
    public Website make(
            List<Suppression> suppressions,
            List<Reference.FindingPage> explanations,
            String looked,
            List<Path> sources) {
        Map<SourceFile, LocalDate> exercised = exercised();
        library.runbooks().stream()
                .filter(runbook ->
                        pages.of(pages.nameOf(runbook)).filter(runbook::equals).isPresent())
                .forEach(runbook -> entries.put(
                        runbook.file(), entry(runbook, Optional.ofNullable(exercised.get(runbook.file())))));
        Map<SourceFile, Set<SourceFile>> related = related();
        Map<SourceFile, List<Transaction>> transactions = transactions();
        Map<String, List<Alert>> alerts = library.links().stream()
                .map(AlertLink::alert)
                .collect(Collectors.groupingBy(alert -> alert.name().value()));
        List<Website.AlertEntry> alertEntries = alertEntries();
        Pictures pictures = Pictures.of(library.runbooks(), configuration.folder());
        var maker = new PageMaker(configuration.website(), index, links, pictures);
        return new Website(
                configuration.website().title(),
                address(),
                library.freshness().asOf(),
                CommitStamp.around(configuration.folder()),
                entries.values().stream()
                        .sorted(Comparator.comparing(PageEntry::title, String.CASE_INSENSITIVE_ORDER)
                                .thenComparing(PageEntry::name))
                        .toList(),
                aliases(alertEntries),
                alertEntries,
                coverage(suppressions, looked),
                new ReferenceMaker(index).make(explanations),
                List.copyOf(pictures.all()),
                Stream.concat(sources.stream(), pictures.folders().stream())
                        .distinct()
                        .toList(),
                entry -> {
                    Runbook runbook = pages.of(entry.name()).orElseThrow();
                    return maker.make(
                            entry,
                            runbook,
                            transactions.getOrDefault(runbook.file(), List.of()),
                            library.responses().stream()
                                    .filter(response -> response.block().file().equals(runbook.location()))
                                    .toList(),
                            entry.alerts().stream()
                                    .flatMap(name -> alerts.getOrDefault(name, List.of()).stream())
                                    .toList(),
                            related.getOrDefault(runbook.file(), Set.of()).stream()
                                    .map(entries::get)
                                    .sorted(Comparator.comparing(PageEntry::title))
                                    .toList());
                });
    }

    /** The page of what can be found. */
    public static Reference.FindingPage explanation(Rule rule) {
        return ReferenceMaker.explanation(rule);
    }

    /** Where the site is, if its pages are named by what stands behind the last slash of a pattern. */
    private Optional<String> address() {
        return library.sites().stream()
                .filter(Site::isBySlug)
                .map(site -> site.addressOf(""))
                .filter(address -> address.startsWith("https://") || address.startsWith("http://"))
                .map(address -> address.replaceAll("/+$", "/"))
                .findFirst();
    }

    private PageEntry entry(Runbook runbook, Optional<LocalDate> exercised) {
        return new PageEntry(
                pages.nameOf(runbook),
                KIND.matcher(runbook.title().value()).replaceFirst(""),
                runbook.file().path(),
                library.severitiesOf(runbook).stream()
                        .sorted(Comparator.comparingInt(WebsiteMaker::rank))
                        .toList(),
                runbook.frontMatter().owner().map(Located::value).filter(owner -> !owner.isBlank()),
                runbook.frontMatter().tags(),
                List.copyOf(library.alertsOf(runbook)),
                validity(runbook),
                exercised);
    }

    private static int rank(String severity) {
        int rank = WORST_FIRST.indexOf(severity.toLowerCase(Locale.ROOT));
        return rank < 0 ? WORST_FIRST.size() : rank;
    }

    private Validity validity(Runbook runbook) {
        Optional<LocalDate> last = runbook.frontMatter().lastValidated().map(Located::value);
        Optional<Validation> record =
                library.freshness().validations().of(runbook.slug().value()).flatMap(Evidence::newest);
        Optional<LocalDate> until = last.map(day -> day.plusDays(library.daysValid(runbook)));
        boolean changed = record.filter(validation -> !validation.text().equals(library.validatedText(runbook)))
                .isPresent();
        Validity.State state;
        if (last.isEmpty()) {
            state = Validity.State.UNKNOWN;
        } else if (until.orElseThrow().isBefore(library.freshness().asOf())) {
            state = Validity.State.STALE;
        } else {
            state = changed ? Validity.State.CHANGED : Validity.State.FRESH;
        }
        return new Validity(
                state,
                last,
                until,
                record.map(validation -> validation.how() + " by " + validation.who() + ": " + validation.reference()));
    }

    private Map<SourceFile, LocalDate> exercised() {
        Map<String, Runbook> bySlug = new HashMap<>();
        library.runbooks().forEach(runbook -> bySlug.putIfAbsent(runbook.slug().value(), runbook));
        Map<SourceFile, LocalDate> days = new HashMap<>();
        for (Exercise exercise : exercises.map(Exercises::exercises).orElse(List.of())) {
            Optional<LocalDate> held = exercise.lastHeld(library.freshness().asOf());
            for (Located<String> slug : exercise.runbooks()) {
                Runbook runbook = bySlug.get(slug.value());
                if (runbook != null && held.isPresent()) {
                    days.merge(runbook.file(), held.get(), (one, other) -> one.isAfter(other) ? one : other);
                }
            }
        }
        return days;
    }

    private Map<SourceFile, List<Transaction>> transactions() {
        Map<String, Runbook> byLocation = new HashMap<>();
        library.runbooks().forEach(runbook -> byLocation.putIfAbsent(runbook.location(), runbook));
        Map<SourceFile, List<Transaction>> transactions = new HashMap<>();
        for (Transaction transaction : library.transactions()) {
            Runbook runbook = byLocation.get(transaction.block().file());
            if (runbook != null) {
                transactions
                        .computeIfAbsent(runbook.file(), file -> new ArrayList<>())
                        .add(transaction);
            }
        }
        return transactions;
    }

    /** Runbooks that link to each other, or that are for the same alert. */
    private Map<SourceFile, Set<SourceFile>> related() {
        Map<SourceFile, Set<SourceFile>> related = new HashMap<>();
        Map<String, List<Runbook>> byAlert = new HashMap<>();
        for (Runbook runbook : library.runbooks()) {
            for (MarkdownLink link : runbook.document().links()) {
                links.page(runbook, link.destination()).ifPresent(page -> relate(runbook, page, related));
            }
            library.alertsOf(runbook)
                    .forEach(alert -> byAlert.computeIfAbsent(alert, key -> new ArrayList<>())
                            .add(runbook));
        }
        for (List<Runbook> same : byAlert.values()) {
            for (int i = 1; i < same.size(); i++) {
                relate(same.get(0), same.get(i), related);
            }
        }
        return related;
    }

    private void relate(Runbook one, Runbook other, Map<SourceFile, Set<SourceFile>> related) {
        if (!one.file().equals(other.file()) && entries.containsKey(one.file()) && entries.containsKey(other.file())) {
            related.computeIfAbsent(one.file(), file -> new LinkedHashSet<>()).add(other.file());
            related.computeIfAbsent(other.file(), file -> new LinkedHashSet<>()).add(one.file());
        }
    }

    private List<Website.AlertEntry> alertEntries() {
        Map<String, Website.AlertEntry> byName =
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()));
        for (AlertLink link : library.links()) {
            Optional<PageEntry> page = link.pages().stream().findFirst().map(runbook -> entries.get(runbook.file()));
            Alert alert = link.alert();
            byName.merge(
                    alert.name().value(),
                    new Website.AlertEntry(alert.name().value(), AlertSeverity.of(alert), page),
                    (first, later) -> first.page().isPresent() ? first : later);
        }
        for (PageEntry entry : entries.values()) {
            entry.alerts()
                    .forEach(name -> byName.putIfAbsent(
                            name, new Website.AlertEntry(name, Optional.empty(), Optional.of(entry))));
        }
        return List.copyOf(byName.values());
    }

    private List<Alias> aliases(List<Website.AlertEntry> alertEntries) {
        Map<String, Alias> aliases = new LinkedHashMap<>();
        for (Redirect redirect : library.publication().redirects().redirects()) {
            library.publication().redirects().end(redirect.from().value()).ifPresent(end -> {
                if (end instanceof RedirectTable.End.Page page) {
                    add(
                            redirect.from().value(),
                            page.runbook(),
                            page.last().anchor().map(PercentEncoding::encode).orElse(""),
                            aliases);
                }
            });
        }
        Map<String, Runbook> byLocation = new HashMap<>();
        for (Runbook runbook : library.runbooks()) {
            byLocation.putIfAbsent(runbook.location(), runbook);
            add(runbook.slug().value(), runbook, "", aliases);
            library.resolver().publishing(runbook).forEach(site -> add(site.nameOf(runbook), runbook, "", aliases));
        }
        library.publication()
                .lock()
                .map(SlugsLock::entries)
                .orElse(new TreeMap<>())
                .forEach((name, entry) -> {
                    Runbook moved = byLocation.get(entry.location());
                    if (moved != null) {
                        add(name, moved, "", aliases);
                    }
                });
        for (Website.AlertEntry alert : alertEntries) {
            alert.page().flatMap(page -> pages.of(page.name())).ifPresent(runbook -> {
                add(alert.name(), runbook, "", aliases);
                add(Slug.of(alert.name()), runbook, "", aliases);
            });
        }
        return List.copyOf(aliases.values());
    }

    /** A name as it is written, and in lower case; whoever was there first keeps it. */
    private void add(String name, Runbook runbook, String fragment, Map<String, Alias> aliases) {
        if (!entries.containsKey(runbook.file())) {
            return;
        }
        for (String spelling : List.of(name, name.toLowerCase(Locale.ROOT))) {
            boolean taken = aliases.containsKey(spelling)
                    || pages.has(spelling)
                    || spelling.equals("index")
                    || spelling.equals("404");
            if (!taken
                    && !spelling.endsWith(".html")
                    && !spelling.endsWith(".json")
                    && NAME.matcher(spelling).matches()) {
                aliases.putIfAbsent(spelling, new Alias(spelling, pages.nameOf(runbook), fragment));
            }
        }
    }

    private Coverage coverage(List<Suppression> suppressions, String looked) {
        var without = new ArrayList<Coverage.Gap>();
        var unverifiable = new ArrayList<Coverage.Gap>();
        var elsewhere = new ArrayList<Coverage.Gap>();
        Set<SourceFile> reached = new LinkedHashSet<>();
        for (AlertLink link : library.links()) {
            link.pages().forEach(page -> reached.add(page.file()));
            String name = link.alert().name().value();
            String place = PageMaker.place(link.alert().name().span());
            Resolution resolution = link.resolution().orElse(null);
            if (resolution == null) {
                without.add(new Coverage.Gap(name, place, "it has no link to a runbook"));
            } else if (resolution instanceof Resolution.NoPage none) {
                without.add(new Coverage.Gap(
                        name, place, "its link leads to " + none.name() + ", and there is no such page"));
            } else if (resolution instanceof Resolution.Unverifiable unknown) {
                unverifiable.add(new Coverage.Gap(name, place, unknown.why()));
            } else if (resolution instanceof Resolution.Elsewhere other) {
                elsewhere.add(new Coverage.Gap(name, place, "its link " + other.why()));
            }
        }
        LocalDate asOf = library.freshness().asOf();
        return new Coverage(
                looked,
                without,
                unverifiable,
                elsewhere,
                entries.entrySet().stream()
                        .filter(entry -> !reached.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList(),
                suppressions.stream()
                        .map(suppression -> new Coverage.Suppressed(
                                suppression.rule(),
                                PageMaker.place(suppression.comment()),
                                suppression.owner(),
                                suppression.reason(),
                                suppression.until(),
                                suppression.until().isBefore(asOf)))
                        .toList());
    }
}
