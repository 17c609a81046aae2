package dev.runproof.compiler.resolve;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Runbook;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the source of the page that a link leads to. Immutable and thread-safe. */
public final class LinkResolver {

    private final Map<Site, Map<String, Runbook>> pages = new LinkedHashMap<>();

    /**
     * Makes a resolver.
     *
     * @param sites where pages are published, most specific first
     * @param runbooks all runbooks
     */
    public LinkResolver(List<Site> sites, List<Runbook> runbooks) {
        for (Site site : sites) {
            Map<String, Runbook> byName = new HashMap<>();
            runbooks.forEach(runbook -> byName.putIfAbsent(site.nameOf(runbook), runbook));
            pages.put(site, byName);
        }
    }

    /**
     * Resolves a link.
     *
     * @param link the link as it is written in the alert
     * @return where it leads
     */
    public Resolution resolve(String link) {
        String address = withoutQueryAndFragment(link.strip());
        if (address.contains("{{")) {
            return new Resolution.Unverifiable("it has a template in its path");
        }
        for (Map.Entry<Site, Map<String, Runbook>> site : pages.entrySet()) {
            Optional<String> name = site.getKey().nameIn(address);
            if (name.isPresent()) {
                return Optional.ofNullable(site.getValue().get(name.get()))
                        .<Resolution>map(Resolution.Page::new)
                        .orElseGet(() -> new Resolution.NoPage(site.getKey(), name.get()));
            }
        }
        return new Resolution.Elsewhere();
    }

    private static String withoutQueryAndFragment(String link) {
        int end = link.length();
        for (char c : new char[] {'?', '#'}) {
            int at = link.indexOf(c);
            end = at >= 0 ? Math.min(end, at) : end;
        }
        return link.substring(0, end);
    }

    /** The name on a site that is nearest to one that it lacks: folders do not count, they are alike too often. */
    public Optional<String> nearestName(Site site, String name) {
        Map<String, String> byLastPart = new TreeMap<>();
        pages.getOrDefault(site, Map.of()).keySet().stream()
                .sorted()
                .forEach(page -> byLastPart.putIfAbsent(lastPart(page), page));
        return Suggestion.nearest(lastPart(name), byLastPart.keySet()).map(byLastPart::get);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The runbook that a site publishes under a name. */
    public Optional<Runbook> page(Site site, String name) {
        return Optional.ofNullable(pages.getOrDefault(site, Map.of()).get(name));
    }

    /** The address of a runbook on the first of the sites. */
    public Optional<String> addressOf(Runbook runbook) {
        return pages.keySet().stream().findFirst().map(site -> site.addressOf(site.nameOf(runbook)));
    }
}
