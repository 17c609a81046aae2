package dev.runproof.compiler;

import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.guard.GateState;
import dev.runproof.compiler.guard.Ownership;
import dev.runproof.compiler.guard.OwnershipReader;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexReader;
import dev.runproof.compiler.index.IndexReading;
import dev.runproof.compiler.index.IndexRules;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectsReader;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.page.SlugsLockReader;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.suppression.SuppressionReader;
import dev.runproof.compiler.transaction.DuplicateTransactions;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionBlocks;
import dev.runproof.compiler.transaction.TransactionReader;
import dev.runproof.compiler.validation.Validations;
import dev.runproof.compiler.validation.ValidationsReader;
import dev.runproof.compiler.workspace.BaseFolder;
import dev.runproof.compiler.workspace.Configuration;
import dev.runproof.compiler.workspace.ConfigurationReader;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.FileSearch;
import dev.runproof.compiler.workspace.FileSearch.Found;
import dev.runproof.compiler.workspace.HelmChart;
import dev.runproof.compiler.workspace.SiteSetting;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what a configuration names. What is wrong with it are findings; what could be read is returned. */
final class Sources {

    private static final String VALIDATIONS = "validations.yaml";

    private final Path root;
    private final FileReader files;
    private final List<Path> indexPath;

    Sources(Path root, List<Path> indexPath) {
        this.root = root;
        this.files = new FileReader(root);
        this.indexPath = List.copyOf(indexPath);
    }

    /**
     * All that one configuration names.
     *
     * @param configuration the configuration
     * @param sites where pages are published
     * @param ruleFiles the number of files with alert rules
     * @param rules what was read of them
     * @param allAlertsRead whether nothing was wrong with a rule file or a site
     * @param runbooks the runbooks
     * @param transactions their transactions
     * @param publication the pages that there are, and those that there were
     * @param validations the evidence of validations
     * @param suppressions for what somebody answers
     */
    record Reading(
            Configuration configuration,
            List<Site> sites,
            int ruleFiles,
            List<AlertFile> rules,
            boolean allAlertsRead,
            List<Runbook> runbooks,
            List<Transaction> transactions,
            Publication publication,
            Validations validations,
            List<Suppression> suppressions) {

        List<Alert> alerts() {
            return rules.stream().flatMap(file -> file.alerts().stream()).toList();
        }

        /** As a library for checks. */
        Library library(Freshness freshness) {
            return Library.of(
                    sites,
                    configuration.sections(),
                    runbooks,
                    configuration.links(),
                    alerts(),
                    allAlertsRead,
                    publication,
                    freshness);
        }

        /** What of it decides what passes, and what is done to production. */
        GateState gate() {
            return new GateState(configuration, transactions, suppressions, publication.lock());
        }
    }

    /**
     * Reads all that a configuration names.
     *
     * @param path the path of {@code runbook.yaml}
     * @param asOf the day that counts as today
     * @param findings takes what is wrong
     * @return what was read; nothing if the configuration is of no use
     */
    Optional<Reading> read(Path path, LocalDate asOf, Findings findings) {
        return configuration(path, findings).map(configuration -> {
            List<Site> sites = sites(configuration, findings);
            List<Found> ruleFiles = search(configuration, findings).find(configuration.alertRules(), "*.{yaml,yml}");
            List<AlertFile> rules = rules(ruleFiles, findings);
            boolean allAlertsRead = findings.size() == 0;
            List<Runbook> runbooks = runbooks(configuration, findings);
            return new Reading(
                    configuration,
                    sites,
                    ruleFiles.size(),
                    rules,
                    allAlertsRead,
                    runbooks,
                    transactions(runbooks, findings),
                    publication(configuration, sites, runbooks, findings),
                    validations(configuration, findings),
                    suppressions(configuration, runbooks, rules, asOf, findings));
        });
    }

    /** Where the configuration of a base is. */
    Optional<Path> inBase(Path base, Path configuration, Findings findings) {
        return new BaseFolder(base, root).find(configuration, findings);
    }

    /** Who has to agree to changes in the repository of a configuration. */
    Ownership ownership(Path configuration) {
        return OwnershipReader.read(configuration, root);
    }

    private Validations validations(Configuration configuration, Findings findings) {
        int before = findings.size();
        return beside(configuration, VALIDATIONS, findings)
                .map(file -> ValidationsReader.read(file, findings))
                .orElseGet(() -> findings.size() == before ? Validations.NONE : Validations.UNREAD);
    }

    private List<Suppression> suppressions(
            Configuration configuration,
            List<Runbook> runbooks,
            List<AlertFile> rules,
            LocalDate asOf,
            Findings findings) {
        var reader = new SuppressionReader(AllRules.sorted(), asOf, findings);
        return Stream.of(
                        Stream.of(configuration.file()).map(reader::readYaml),
                        rules.stream().map(AlertFile::file).map(reader::readYaml),
                        runbooks.stream().map(Runbook::document).map(reader::readMarkdown))
                .flatMap(Function.identity())
                .flatMap(List::stream)
                .toList();
    }

    Publication publication(Configuration configuration, List<Site> sites, List<Runbook> runbooks, Findings findings) {
        var pages = new Pages(runbooks, sites.stream().anyMatch(Site::isBySlug));
        List<Redirect> redirects = beside(configuration, RedirectsReader.FILE, findings)
                .map(file -> RedirectsReader.read(file, findings))
                .orElse(List.of());
        Optional<SlugsLock> lock =
                beside(configuration, SlugsLock.FILE, findings).map(file -> SlugsLockReader.read(file, findings));
        return Publication.of(pages, redirects, lock);
    }

    /** A file that stands beside the configuration, where there is one. */
    private Optional<SourceFile> beside(Configuration configuration, String name, Findings findings) {
        Path path = configuration.folder().resolve(name);
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? files.readItself(path, findings) : Optional.empty();
    }

    Optional<Configuration> configuration(Path path, Findings findings) {
        Path folder = Optional.ofNullable(path.toAbsolutePath().normalize().getParent())
                .orElse(path.toAbsolutePath());
        if (Files.notExists(path)) {
            findings.add(
                    WorkspaceRules.INVALID_CONFIGURATION,
                    new SourceFile(files.nameOf(path), "").all(),
                    "there is no configuration " + files.nameOf(path),
                    "write it, with base-url, runbooks and alert-rules, or name another one (-Drunbook.config with Maven)");
            return Optional.empty();
        }
        return files.read(path, findings)
                .flatMap(file -> ConfigurationReader.read(file, folder, AllRules.sorted(), findings));
    }

    static List<Site> sites(Configuration configuration, Findings findings) {
        var sites = new ArrayList<Site>();
        for (SiteSetting site : configuration.sites()) {
            Site.parse(site.at(), findings).ifPresent(sites::add);
        }
        return sites;
    }

    private FileSearch search(Configuration configuration, Findings findings) {
        return new FileSearch(configuration.folder(), files, findings);
    }

    List<Runbook> runbooks(Configuration configuration, Findings findings) {
        var reader = new RunbookReader(configuration.slugFrom(), findings);
        var locations = new FileReader(configuration.folder());
        var runbooks = new ArrayList<Runbook>();
        for (Found file : search(configuration, findings).find(configuration.runbooks(), "*.md")) {
            files.read(file.path(), findings)
                    .map(source -> reader.read(source, locations.nameOf(file.path()), withoutEnding(file.below())))
                    .ifPresent(runbooks::add);
        }
        return runbooks;
    }

    List<Transaction> transactions(List<Runbook> runbooks, Findings findings) {
        var reader = new TransactionReader(index(findings), findings);
        List<Transaction> transactions = runbooks.stream()
                .flatMap(runbook -> TransactionBlocks.of(runbook, findings).stream())
                .flatMap(block -> reader.read(block).stream())
                .toList();
        DuplicateTransactions.report(transactions, findings);
        return transactions;
    }

    private Index index(Findings findings) {
        IndexReading reading = IndexReader.read(indexPath);
        reading.problems()
                .forEach(problem -> findings.add(
                        IndexRules.INVALID_INDEX,
                        new SourceFile(nameOfIndex(problem.place()), "").all(),
                        problem.message(),
                        "build it anew with the annotation processor of this version of Runproof"));
        return reading.index();
    }

    private String nameOfIndex(String place) {
        int inJar = place.indexOf("!/");
        return inJar < 0
                ? files.nameOf(Path.of(place))
                : files.nameOf(Path.of(place.substring(0, inJar))) + place.substring(inJar);
    }

    private List<AlertFile> rules(List<Found> found, Findings findings) {
        var reader = new AlertRuleReader(findings);
        var rules = new ArrayList<AlertFile>();
        for (Found file : found) {
            files.read(file.path(), findings)
                    .map(source -> reader.read(source, HelmChart.hasTemplate(file.path())))
                    .ifPresent(rules::add);
        }
        return rules;
    }

    private static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }
}
