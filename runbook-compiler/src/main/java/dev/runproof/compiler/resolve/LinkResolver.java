package dev.runproof.compiler.resolve;

import dev.runproof.compiler.anchor.Anchors;
import dev.runproof.compiler.anchor.Dialect;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.RedirectTable;
import dev.runproof.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the source of the page that an address leads to. The time for one does not depend on how many runbooks there are.
 * Thread-safe; what it says never changes.
 */
public final class LinkResolver {

    private static final int LONGEST = 4096;

    private final List<PublishedPages> sites;
    private final RedirectTable redirects;
    private final Map<Place, Anchors> anchors = new ConcurrentHashMap<>();
    private final Map<Missing, Optional<String>> suggestions = new ConcurrentHashMap<>();

    /** The pages of a site by their names, and their names by what stands behind the last slash. */
    private record PublishedPages(Site site, Map<String, Runbook> byName, Map<String, String> byLastPart) {
        static PublishedPages of(Site site, List<Runbook> runbooks) {
            Map<String, Runbook> byName = new HashMap<>();
            runbooks.stream()
                    .filter(site::publishes)
                    .forEach(runbook -> byName.putIfAbsent(site.nameOf(runbook), runbook));
            runbooks.stream()
                    .filter(site::publishes)
                    .forEach(runbook -> site.folderOf(runbook).ifPresent(name -> byName.putIfAbsent(name, runbook)));
            Map<String, String> byLastPart = new TreeMap<>();
            byName.keySet().stream().sorted().forEach(page -> byLastPart.putIfAbsent(lastPart(page), page));
            return new PublishedPages(site, byName, byLastPart);
        }
    }

    private record Place(SourceFile page, Dialect dialect) {}

    private record Missing(Site site, String name) {}

    /**
     * Makes a resolver.
     *
     * @param sites where pages are published, most specific first
     * @param runbooks all runbooks
     * @param redirects what became of pages that are gone
     */
    public LinkResolver(List<Site> sites, List<Runbook> runbooks, RedirectTable redirects) {
        var published = new ArrayList<PublishedPages>();
        sites.forEach(site -> published.add(PublishedPages.of(site, runbooks)));
        this.sites = List.copyOf(published);
        this.redirects = redirects;
    }

    /**
     * Resolves an address. The first site that has the page counts; then the first that redirects its name; if none does, the
     * first to which the address belongs.
     *
     * @param address an address, or a path in the repository, without query and fragment
     * @return where it leads
     */
    public Resolution resolve(String address) {
        if (address.length() > LONGEST) {
            return new Resolution.Elsewhere("is longer than " + LONGEST + " characters", Optional.empty());
        }
        String plain = plain(address.strip());
        Resolution.NoPage missing = null;
        for (PublishedPages pages : sites) {
            Optional<String> name = pages.site.nameIn(plain);
            if (name.isPresent()) {
                Runbook runbook = pages.byName.get(name.get());
                if (runbook != null) {
                    return new Resolution.Page(runbook, Optional.of(pages.site));
                }
                missing = missing == null
                        ? new Resolution.NoPage(pages.site, name.get(), pages.site.refIn(plain))
                        : missing;
            }
        }
        if (missing != null && redirects.end(missing.name()).orElse(null) instanceof RedirectTable.End.Page end) {
            return new Resolution.Page(end.runbook(), Optional.of(missing.site()), Optional.of(missing.name()));
        }
        return missing != null
                ? missing
                : StrayAddress.explain(
                        address.strip(),
                        sites.stream().map(PublishedPages::site).toList());
    }

    /** With scheme and host in lower case, since their case does not matter, and without {@code ./} before a path. */
    private static String plain(String address) {
        int host = address.indexOf("://");
        if (host < 0) {
            return address.startsWith("./") ? address.substring("./".length()) : address;
        }
        int path = address.indexOf('/', host + "://".length());
        int end = path < 0 ? address.length() : path;
        return address.substring(0, end).toLowerCase(Locale.ROOT) + address.substring(end);
    }

    /** The name on a site that is nearest to one that it lacks: folders do not count, they are alike too often. */
    public Optional<String> nearestName(Site site, String name) {
        return suggestions.computeIfAbsent(
                new Missing(site, lastPart(name)),
                missing -> of(site).flatMap(pages -> Suggestion.nearest(missing.name, pages.byLastPart.keySet())
                        .map(pages.byLastPart::get)));
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    private Optional<PublishedPages> of(Site site) {
        return sites.stream().filter(pages -> pages.site == site).findFirst();
    }

    /** The runbook that a site publishes under a name. */
    public Optional<Runbook> page(Site site, String name) {
        return of(site).flatMap(pages -> Optional.ofNullable(pages.byName.get(name)));
    }

    /** The address of a runbook on the first of the sites that publish it. */
    public Optional<String> addressOf(Runbook runbook) {
        return publishing(runbook).stream().findFirst().map(site -> site.addressOf(site.nameOf(runbook)));
    }

    /** The sites that publish a runbook. */
    public List<Site> publishing(Runbook runbook) {
        return sites.stream()
                .map(PublishedPages::site)
                .filter(site -> site.publishes(runbook))
                .toList();
    }

    /** The address of a runbook on a site that publishes it. */
    public String addressOf(Runbook runbook, Site site) {
        return site.addressOf(site.nameOf(runbook));
    }

    /** The anchors of a page by the rules of one dialect. */
    public Anchors anchors(Runbook runbook, Dialect dialect) {
        return anchors.computeIfAbsent(
                new Place(runbook.file(), dialect),
                place -> dialect.anchors(runbook.document(), runbook.title().value()));
    }
}
