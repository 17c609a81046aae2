package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.enforcement.Enforcements;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.label.Presence;
import dev.runproof.compiler.label.RecordedLabels;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.resolve.LinkReader;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.validation.Expressions;
import dev.runproof.compiler.validation.ValidatedText;
import dev.runproof.compiler.workspace.DeclaredLabels;
import dev.runproof.compiler.workspace.RepositoryFiles;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param recordings the recording rules beside the alerts
 * @param allAlertsRead whether nothing was wrong with a rule file or a site, so that an alert that is not here is nowhere
 * @param resolver for addresses in help lines, and for links between runbooks
 * @param files for links from runbooks to files
 * @param publication the pages that there are, and those that there were
 * @param byAlert which runbook is for an alert
 * @param listing what runbooks list, held against what links to them
 * @param expressions the expressions of alerts
 * @param freshness by what the age of validations is judged
 * @param enforcements the transactions that are enforced somewhere
 * @param index the actions, checks and types that there are
 * @param transactions the transactions of the runbooks
 * @param responses the responses of the runbooks
 * @param inputs the inputs of transactions and responses that take their values from alerts
 * @param labels what is declared of labels that no rule shows
 * @param labelsByAlert what is known of the labels of alerts
 * @param alertmanager the configurations of Alertmanager through which alerts reach people
 */
public record Library(
        List<Site> sites,
        List<String> sections,
        List<Runbook> runbooks,
        List<String> linkNames,
        List<AlertLink> links,
        List<Recording> recordings,
        boolean allAlertsRead,
        LinkResolver resolver,
        RepositoryFiles files,
        Publication publication,
        RunbooksByAlert byAlert,
        Listing listing,
        Expressions expressions,
        Freshness freshness,
        Enforcements enforcements,
        Index index,
        List<Transaction> transactions,
        List<Response> responses,
        List<BoundInput> inputs,
        DeclaredLabels labels,
        LabelsByAlert labelsByAlert,
        List<AlertmanagerConfiguration> alertmanager) {

    /** Takes the lists as they are now. */
    public Library {
        sites = List.copyOf(sites);
        sections = List.copyOf(sections);
        runbooks = List.copyOf(runbooks);
        linkNames = List.copyOf(linkNames);
        links = List.copyOf(links);
        recordings = List.copyOf(recordings);
        transactions = List.copyOf(transactions);
        responses = List.copyOf(responses);
        inputs = List.copyOf(inputs);
        alertmanager = List.copyOf(alertmanager);
    }

    /**
     * Begins a library in which there is nothing.
     *
     * @param files finds files to which runbooks link
     * @param asOf the day that counts as today
     */
    public static Builder of(RepositoryFiles files, LocalDate asOf) {
        return new Builder(files, asOf);
    }

    /** Takes what was read, and resolves it. Not thread-safe. */
    public static final class Builder {
        private final RepositoryFiles files;
        private List<Site> sites = List.of();
        private List<String> sections = List.of();
        private List<Runbook> runbooks = List.of();
        private List<String> linkNames = List.of();
        private Map<String, List<String>> values = Map.of();
        private List<Alert> alerts = List.of();
        private List<Recording> recordings = List.of();
        private boolean allAlertsRead;
        private Optional<Publication> publication = Optional.empty();
        private Freshness freshness;
        private Enforcements enforcements = Enforcements.NONE;
        private Index index = Index.empty();
        private List<Transaction> transactions = List.of();
        private List<Response> responses = List.of();
        private DeclaredLabels declared = DeclaredLabels.NONE;
        private List<AlertmanagerConfiguration> alertmanager = List.of();

        private Builder(RepositoryFiles files, LocalDate asOf) {
            this.files = files;
            this.freshness = Freshness.unasked(asOf);
        }

        /** Where pages are published. */
        public Builder sites(List<Site> all) {
            sites = all;
            return this;
        }

        /** The titles of the sections that each runbook has. */
        public Builder sections(List<String> titles) {
            sections = titles;
            return this;
        }

        /** The runbooks, by file. */
        public Builder runbooks(List<Runbook> all) {
            runbooks = all;
            return this;
        }

        /**
         * How alerts link to runbooks.
         *
         * @param names the annotations that may hold a link; at least one
         * @param labels all values that labels can have, by label, as far as they are declared
         */
        public Builder links(List<String> names, Map<String, List<String>> labels) {
            linkNames = names;
            values = labels;
            return this;
        }

        /**
         * The alerts.
         *
         * @param all the alerts
         * @param allRead whether nothing was wrong with a rule file or a site
         */
        public Builder alerts(List<Alert> all, boolean allRead) {
            alerts = all;
            allAlertsRead = allRead;
            return this;
        }

        /** The recording rules beside the alerts. */
        public Builder recordings(List<Recording> all) {
            recordings = all;
            return this;
        }

        /** The pages that there are, and those that there were. */
        public Builder publication(Publication pages) {
            publication = Optional.of(pages);
            return this;
        }

        /** By what the age of validations is judged. */
        public Builder freshness(Freshness judged) {
            freshness = judged;
            return this;
        }

        /** The transactions that are enforced somewhere. */
        public Builder enforcements(Enforcements all) {
            enforcements = all;
            return this;
        }

        /** The actions, checks and types that there are. */
        public Builder index(Index known) {
            index = known;
            return this;
        }

        /**
         * The transactions, and what they can be given.
         *
         * @param all the transactions of the runbooks
         * @param labels what is declared of labels that no rule shows
         */
        public Builder transactions(List<Transaction> all, DeclaredLabels labels) {
            transactions = all;
            declared = labels;
            return this;
        }

        /** The responses of the runbooks. */
        public Builder responses(List<Response> all) {
            responses = all;
            return this;
        }

        /** The configurations of Alertmanager through which alerts reach people. */
        public Builder alertmanager(List<AlertmanagerConfiguration> all) {
            alertmanager = all;
            return this;
        }

        /** Resolves the links of all alerts. */
        public Library build() {
            Publication pages =
                    publication.orElseGet(() -> Publication.of(new Pages(runbooks, true), List.of(), Optional.empty()));
            var resolver = new LinkResolver(sites, runbooks, pages.redirects());
            var reader = new LinkReader(resolver, values);
            var byAlert = RunbooksByAlert.of(runbooks);
            List<AlertLink> links = alerts.stream()
                    .map(alert -> switch (alert.kind()) {
                        case PROMETHEUS -> AlertLink.of(alert, linkNames, reader);
                        case FALCO ->
                            AlertLink.listed(alert, byAlert.listing(alert.name().value()));
                    })
                    .toList();
            var listing = Listing.of(links, runbooks);
            return new Library(
                    sites,
                    sections,
                    runbooks,
                    linkNames,
                    links,
                    recordings,
                    allAlertsRead,
                    resolver,
                    files,
                    pages,
                    byAlert,
                    listing,
                    Expressions.of(alerts),
                    freshness,
                    enforcements,
                    index,
                    transactions,
                    responses,
                    BoundInput.of(transactions, responses, runbooks, links, listing),
                    declared,
                    new LabelsByAlert(recorded()),
                    alertmanager);
        }

        /** Where a file was not read, another rule of the same name may be in it. */
        private RecordedLabels recorded() {
            return allAlertsRead ? RecordedLabels.of(recordings, declared.added()) : RecordedLabels.NONE;
        }
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
        List<String> beside =
                runbook.transactionFiles().stream().map(SourceFile::text).toList();
        return ValidatedText.of(runbook.document(), beside, hashes);
    }

    /** The names of the alerts that a runbook lists or that link to it, also of those that no rule file has; sorted. */
    public Set<String> alertsOf(Runbook runbook) {
        return listing.alertsOf(runbook);
    }

    /** The severities of these alerts, as their rules say them; sorted. */
    public Set<String> severitiesOf(Runbook runbook) {
        return listing.severitiesOf(runbook);
    }

    /** How old the validation of a runbook may be, in days. */
    public int daysValid(Runbook runbook) {
        return freshness.limit(runbook, this);
    }

    /** How many inputs of transactions and responses there are of which it is not known whether an alert that starts them brings a value. */
    public long unverifiableInputs() {
        return inputs.stream()
                .filter(input -> !input.placesWhere(Delivery.Kind.UNKNOWN, this).isEmpty())
                .count();
    }

    /** The runbook of a slug; of several the first, by file. */
    Optional<Runbook> bySlug(String slug) {
        return Optional.ofNullable(byAlert.slugs().get(slug));
    }

    /** The labels that come with each alert of a rule, but for those that the rule sets itself. */
    public List<String> labelsThatCome(Alert alert) {
        return labelsByAlert.of(alert).stream()
                .flatMap(known ->
                        known.named().stream().filter(label -> known.ofSeries(label) instanceof Presence.Certain))
                .filter(label -> !alert.labels().containsKey(label))
                .toList();
    }

    /** Where the runbook that is most probably meant for an alert is published. */
    public Optional<String> addressFor(Alert alert) {
        return runbookFor(alert).flatMap(resolver::addressOf);
    }

    /** The runbook that is most probably meant for an alert. */
    public Optional<Runbook> runbookFor(Alert alert) {
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
