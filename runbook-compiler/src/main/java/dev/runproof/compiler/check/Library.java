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
 * @param runbooks the runbooks, by file
 * @param links each alert with where its link leads, by file and place
 * @param resolver for addresses in help lines
 */
public record Library(List<Site> sites, List<Runbook> runbooks, List<AlertLink> links, LinkResolver resolver) {

    /** Takes the lists as they are now. */
    public Library {
        sites = List.copyOf(sites);
        runbooks = List.copyOf(runbooks);
        links = List.copyOf(links);
    }

    /**
     * Resolves the links of all alerts.
     *
     * @param sites where pages are published
     * @param runbooks the runbooks
     * @param alerts the alerts
     * @return the library
     */
    public static Library of(List<Site> sites, List<Runbook> runbooks, List<Alert> alerts) {
        var resolver = new LinkResolver(sites, runbooks);
        return new Library(
                sites,
                runbooks,
                alerts.stream().map(alert -> AlertLink.of(alert, resolver)).toList(),
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
