package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.validation.Expressions;
import dev.runproof.compiler.validation.ValidatedText;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param publication the pages that there are, and those that there were
 * @param byAlert which runbook is for an alert
 * @param listing what runbooks list, held against what links to them
 * @param expressions the expressions of alerts
 * @param freshness by what the age of validations is judged
 */
public record Library(
        List<Site> sites,
        List<String> sections,
        List<Runbook> runbooks,
        List<String> linkNames,
        List<AlertLink> links,
        boolean allAlertsRead,
        LinkResolver resolver,
        Publication publication,
        RunbooksByAlert byAlert,
        Listing listing,
        Expressions expressions,
        Freshness freshness) {

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
     * @param publication the pages that there are, and those that there were
     * @param freshness by what the age of validations is judged
     * @return the library
     */
    public static Library of(
            List<Site> sites,
            List<String> sections,
            List<Runbook> runbooks,
            List<String> linkNames,
            List<Alert> alerts,
            boolean allAlertsRead,
            Publication publication,
            Freshness freshness) {
        var resolver = new LinkResolver(sites, runbooks);
        var byAlert = RunbooksByAlert.of(runbooks);
        List<AlertLink> links = alerts.stream()
                .map(alert -> switch (alert.kind()) {
                    case PROMETHEUS -> AlertLink.of(alert, linkNames, resolver);
                    case FALCO ->
                        AlertLink.listed(alert, byAlert.listing(alert.name().value()));
                })
                .toList();
        return new Library(
                sites,
                sections,
                runbooks,
                linkNames,
                links,
                allAlertsRead,
                resolver,
                publication,
                byAlert,
                Listing.of(links, runbooks),
                Expressions.of(alerts),
                freshness);
    }

    /**
     * What a validation of a runbook is about, as it is now.
     *
     * @param runbook a runbook of this library
     * @return the hashes of its text, and of the expressions of the alerts that it lists or that link to it
     */
    public ValidatedText validatedText(Runbook runbook) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String name : listing.alertsOf(runbook)) {
            expressions.hashOf(name).ifPresent(hash -> hashes.put(name, hash));
        }
        return ValidatedText.of(runbook.document(), hashes);
    }

    /** The runbook of a slug; of several the first, by file. */
    Optional<Runbook> bySlug(String slug) {
        return Optional.ofNullable(byAlert.slugs().get(slug));
    }

    /** The runbook that is most probably meant for an alert. */
    Optional<Runbook> runbookFor(Alert alert) {
        return byAlert.meantFor(alert.name().value());
    }

    /** Where that runbook is published, with its file, for help lines. */
    Optional<String> pageFor(Alert alert) {
        return runbookFor(alert).flatMap(runbook -> resolver.addressOf(runbook).map(address -> page(address, runbook)));
    }

    /** An address with the file of its runbook. */
    static String page(String address, Runbook runbook) {
        return address + " (" + runbook.file().path() + ")";
    }
}
