package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.Site;
import java.util.List;
import java.util.Optional;

/**
 * All that was read, resolved: what checks look at.
 *
 * @param sites where pages are published
 * @param sections the titles of the sections that each runbook has, in order; none if it is free in them
 * @param runbooks the runbooks, by file
 * @param linkNames the annotations that may hold an alert's link; the first one present counts
 * @param links each alert with where its link leads, by file and place
 * @param allAlertsRead whether nothing was wrong with a rule file or a site, so that an alert that is not here is nowhere
 * @param resolver for addresses in help lines
 */
public record Library(
        List<Site> sites,
        List<String> sections,
        List<Runbook> runbooks,
        List<String> linkNames,
        List<AlertLink> links,
        boolean allAlertsRead,
        LinkResolver resolver) {

    /** Takes the lists as they are now. */
    public Library {
        sites = List.copyOf(sites);
        sections = List.copyOf(sections);
        runbooks = List.copyOf(runbooks);
        linkNames = List.copyOf(linkNames);
        links = List.copyOf(links);
    }

    /**
     * Resolves the links of all alerts.
     *
     * @param sites where pages are published
     * @param sections the titles of the sections that each runbook has
     * @param runbooks the runbooks
     * @param linkNames the annotations that may hold an alert's link; at least one
     * @param alerts the alerts
     * @param allAlertsRead whether nothing was wrong with a rule file or a site
     * @return the library
     */
    public static Library of(
            List<Site> sites,
            List<String> sections,
            List<Runbook> runbooks,
            List<String> linkNames,
            List<Alert> alerts,
            boolean allAlertsRead) {
        var resolver = new LinkResolver(sites, runbooks);
        return new Library(
                sites,
                sections,
                runbooks,
                linkNames,
                alerts.stream()
                        .map(alert -> switch (alert.kind()) {
                            case PROMETHEUS -> AlertLink.of(alert, linkNames, resolver);
                            case FALCO -> AlertLink.listed(alert, listing(alert, runbooks));
                        })
                        .toList(),
                allAlertsRead,
                resolver);
    }

    /** The runbook that is most probably meant for an alert: one that lists it, or else has its name. */
    Optional<Runbook> runbookFor(Alert alert) {
        String name = alert.name().value();
        return listing(alert, runbooks)
                .or(() -> runbooks.stream()
                        .filter(runbook -> runbook.slug().value().equals(Slug.of(name)))
                        .findFirst());
    }

    private static Optional<Runbook> listing(Alert alert, List<Runbook> runbooks) {
        return runbooks.stream()
                .filter(runbook -> runbook.frontMatter().alerts().stream()
                        .anyMatch(listed -> listed.value().equals(alert.name().value())))
                .findFirst();
    }
}
