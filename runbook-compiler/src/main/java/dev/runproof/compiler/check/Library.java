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
 * @param links each alert with where its link leads, by file and place
 * @param allAlertsRead whether nothing was wrong with a rule file or a site, so that an alert that is not here is nowhere
 * @param resolver for addresses in help lines
 */
public record Library(
        List<Site> sites,
        List<String> sections,
        List<Runbook> runbooks,
        List<AlertLink> links,
        boolean allAlertsRead,
        LinkResolver resolver) {

    /** Takes the lists as they are now. */
    public Library {
        sites = List.copyOf(sites);
        sections = List.copyOf(sections);
        runbooks = List.copyOf(runbooks);
        links = List.copyOf(links);
    }

    /**
     * Resolves the links of all alerts.
     *
     * @param sites where pages are published
     * @param sections the titles of the sections that each runbook has
     * @param runbooks the runbooks
     * @param alerts the alerts
     * @param allAlertsRead whether nothing was wrong with a rule file or a site
     * @return the library
     */
    public static Library of(
            List<Site> sites,
            List<String> sections,
            List<Runbook> runbooks,
            List<Alert> alerts,
            boolean allAlertsRead) {
        var resolver = new LinkResolver(sites, runbooks);
        return new Library(
                sites,
                sections,
                runbooks,
                alerts.stream().map(alert -> AlertLink.of(alert, resolver)).toList(),
                allAlertsRead,
                resolver);
    }

    /** The runbook that is most probably meant for an alert: one that lists it, or else has its name. */
    Optional<Runbook> runbookFor(Alert alert) {
        String name = alert.name().value();
        return runbooks.stream()
                .filter(runbook -> runbook.frontMatter().alerts().stream()
                        .anyMatch(listed -> listed.value().equals(name)))
                .findFirst()
                .or(() -> runbooks.stream()
                        .filter(runbook -> runbook.slug().value().equals(Slug.of(name)))
                        .findFirst());
    }
}
