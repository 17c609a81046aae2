package dev.runproof.compiler;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.AlertmanagerReader;
import dev.runproof.compiler.baseline.Baseline;
import dev.runproof.compiler.baseline.BaselineReader;
import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.enforcement.EnforcementReader;
import dev.runproof.compiler.enforcement.Enforcements;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.ExerciseReader;
import dev.runproof.compiler.exercise.Exercises;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.InParallel;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.guard.GateState;
import dev.runproof.compiler.guard.Ownership;
import dev.runproof.compiler.guard.OwnershipReader;
import dev.runproof.compiler.incident.Incident;
import dev.runproof.compiler.incident.IncidentReader;
import dev.runproof.compiler.incident.Incidents;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexReader;
import dev.runproof.compiler.index.IndexReading;
import dev.runproof.compiler.index.IndexRules;
import dev.runproof.compiler.index.ShippedManifests;
import dev.runproof.compiler.manifest.Deployment;
import dev.runproof.compiler.manifest.DeploymentReader;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.output.Ledger;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.page.Redirect;
import dev.runproof.compiler.page.RedirectsReader;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.page.SlugsLockReader;
import dev.runproof.compiler.parse.RunbookFile;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.suppression.SuppressionReader;
import dev.runproof.compiler.validation.Validations;
import dev.runproof.compiler.validation.ValidationsReader;
import dev.runproof.compiler.workspace.BaseFolder;
import dev.runproof.compiler.workspace.Configuration;
import dev.runproof.compiler.workspace.ConfigurationReader;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.FileSearch;
import dev.runproof.compiler.workspace.FileSearch.Found;
import dev.runproof.compiler.workspace.FileSetting;
import dev.runproof.compiler.workspace.HelmChart;
import dev.runproof.compiler.workspace.RepositoryFiles;
import dev.runproof.compiler.workspace.SiteSetting;
import dev.runproof.compiler.workspace.TreeFiles;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a configuration names. What is wrong with it are findings; what could be read is returned. */
final class Sources {

    /** From the first part of a path in which there is one. */
    private static final Pattern WILDCARD = Pattern.compile("[^/]*[*?\\[{].*");

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
     * @param ruleFiles the files with alert rules, and what was read of them
     * @param allAlertsRead whether nothing was wrong with a rule file or a site
     * @param runbookFiles the number of files of runbooks
     * @param runbooks those that were read
     * @param index the actions, checks and types that there are
     * @param automation what they let machines do
     * @param publication the pages that there are, and those that there were
     * @param validations the evidence of validations
     * @param enforcements the transactions that are enforced somewhere
     * @param exercises the exercises; empty if none are asked for
     * @param incidents the incidents
     * @param suppressions for what somebody answers
     * @param baseline what was already wrong when the gate came
     * @param alertmanager the configurations of Alertmanager through which alerts reach people
     */
    record Reading(
            Configuration configuration,
            List<Site> sites,
            List<RuleFile> ruleFiles,
            boolean allAlertsRead,
            int runbookFiles,
            List<Runbook> runbooks,
            Index index,
            Automation automation,
            Publication publication,
            Validations validations,
            Enforcements enforcements,
            Optional<Exercises> exercises,
            Incidents incidents,
            List<Suppression> suppressions,
            Optional<Baseline> baseline,
            List<AlertmanagerConfiguration> alertmanager) {

        List<Alert> alerts() {
            return RuleFile.contents(ruleFiles).stream()
                    .flatMap(file -> file.alerts().stream())
                    .toList();
        }

        /** The runbooks and rule files that were read. */
        List<SourceFile> files() {
            return Stream.concat(
                            runbooks.stream().map(Runbook::file),
                            RuleFile.contents(ruleFiles).stream().map(AlertFile::file))
                    .toList();
        }

        private List<Recording> recordings() {
            return RuleFile.contents(ruleFiles).stream()
                    .flatMap(file -> file.recordings().stream())
                    .toList();
        }

        /** As a library for checks. */
        Library library(RepositoryFiles files, Freshness freshness) {
            return Library.of(files, freshness.asOf())
                    .sites(sites)
                    .sections(configuration.sections())
                    .runbooks(runbooks)
                    .links(configuration.links(), configuration.values())
                    .alerts(alerts(), allAlertsRead)
                    .recordings(recordings())
                    .index(index)
                    .transactions(automation.transactions(), configuration.labels())
                    .responses(automation.responses())
                    .publication(publication)
                    .freshness(freshness)
                    .enforcements(enforcements)
                    .alertmanager(alertmanager)
                    .build();
        }

        /** Where runbooks are: beside the first one that there is, else where they are looked for. */
        Path folderOfRunbooks(Path root) {
            return runbooks.stream()
                    .findFirst()
                    .map(runbook -> folder(runbook.file(), root))
                    .orElseGet(this::topOfRunbooks);
        }

        /** The folder below which runbooks are looked for. */
        Path topOfRunbooks() {
            return folder(configuration.runbooks());
        }

        /** Whether a finding says that there is no runbook where runbooks are looked for. */
        boolean isOfMissingRunbooks(Finding finding) {
            return finding.rule().equals(WorkspaceRules.NOTHING_TO_CHECK)
                    && configuration.runbooks().stream()
                            .anyMatch(setting -> setting.pattern().span().equals(finding.span()));
        }

        /** Where alert rules are, likewise. */
        Path folderOfRules(Path root) {
            return RuleFile.contents(ruleFiles).stream()
                    .map(AlertFile::file)
                    .filter(file -> !file.path().equals(SourceFile.STANDARD_INPUT))
                    .findFirst()
                    .map(file -> folder(file, root))
                    .orElseGet(() -> folder(configuration.alertRules()));
        }

        private static Path folder(SourceFile file, Path root) {
            return root.resolve(file.path()).normalize().resolveSibling("");
        }

        private Path folder(List<FileSetting> settings) {
            String pattern = settings.stream()
                    .filter(setting -> !setting.isStandardInput())
                    .map(setting -> setting.pattern().value())
                    .findFirst()
                    .orElse("");
            return configuration
                    .folder()
                    .resolve(WILDCARD.matcher(pattern).replaceFirst(""))
                    .normalize();
        }

        /** What was looked at. */
        Ledger ledger(Library library) {
            var files = new Ledger.Files(
                    ruleFiles.size(),
                    (int) ruleFiles.stream().filter(file -> !file.read()).count(),
                    (int) ruleFiles.stream().filter(RuleFile::isWithoutAlerts).count(),
                    RuleFile.declaredEmpty(configuration.alertRules(), ruleFiles),
                    RuleFile.contents(ruleFiles).stream()
                            .mapToInt(AlertFile::resourcesPassedOver)
                            .sum());
            return Ledger.of(files, runbookFiles - runbooks.size(), library);
        }

        /** The folders in which its files are, each once. */
        List<Path> folders() {
            return Stream.of(
                            Stream.of(configuration.file()),
                            RuleFile.contents(ruleFiles).stream().map(AlertFile::file),
                            runbooks.stream().map(Runbook::file),
                            exercises.stream()
                                    .flatMap(all -> all.exercises().stream())
                                    .map(Exercise::file),
                            incidents.incidents().stream().map(Incident::file))
                    .flatMap(Function.identity())
                    .map(SourceFile::path)
                    .filter(name -> !name.equals(SourceFile.STANDARD_INPUT))
                    .map(name -> Optional.ofNullable(Path.of(name).getParent()).orElse(Path.of("")))
                    .distinct()
                    .toList();
        }

        /** What of it decides what passes, and what is done to production. */
        GateState gate() {
            return new GateState(
                    configuration,
                    automation.transactions(),
                    automation.responses(),
                    suppressions,
                    publication.lock(),
                    validations,
                    enforcements,
                    baseline);
        }
    }

    /**
     * Reads all that a configuration names.
     *
     * @param path the path of {@code runbook.yaml}
     * @param asOf the day that counts as today
     * @param standardInput what {@code -} among the files with alert rules stands for
     * @param findings takes what is wrong
     * @return what was read; nothing if the configuration is of no use
     */
    Optional<Reading> read(Path path, LocalDate asOf, StandardInput standardInput, Findings findings) {
        return read(path, asOf, standardInput, Memory.empty(), findings);
    }

    /** The same; what was read the last time and has not changed since is not read again. */
    Optional<Reading> read(Path path, LocalDate asOf, StandardInput standardInput, Memory memory, Findings findings) {
        return read(path, asOf, standardInput, this::index, memory, findings);
    }

    /**
     * Reads the state that a change is compared with. What is wrong in it does not matter; what could not be read is as if it
     * had not been there.
     *
     * @param base a folder with a checkout of it
     * @param path the path of {@code runbook.yaml} in the state with the change
     * @param after what was read of that, whose index counts for both
     * @param asOf the day that counts as today
     * @param standardInput what {@code -} among the files with alert rules stands for
     * @param findings takes why the folder cannot be a base
     * @return what was read; nothing if there is no such configuration in it
     */
    Optional<Reading> readBase(
            Path base, Path path, Reading after, LocalDate asOf, StandardInput standardInput, Findings findings) {
        return new BaseFolder(base, root)
                .find(path, findings)
                .flatMap(before ->
                        read(before, asOf, standardInput, ignored -> after.index(), Memory.empty(), new Findings()));
    }

    private Optional<Reading> read(
            Path path,
            LocalDate asOf,
            StandardInput standardInput,
            Function<Findings, Index> indexes,
            Memory memory,
            Findings findings) {
        return configuration(path, findings).map(configuration -> {
            List<Site> sites = sites(configuration, findings);
            // At the same time: often there is one file of rules, which one core reads.
            var ofRules = new Findings();
            CompletableFuture<List<RuleFile>> reading =
                    CompletableFuture.supplyAsync(() -> rules(configuration, standardInput, memory, ofRules));
            var ofRunbooks = new Findings();
            List<Found> runbookFiles = runbookFiles(configuration, ofRunbooks);
            List<Runbook> runbooks = runbooks(configuration, runbookFiles, memory, ofRunbooks);
            List<RuleFile> rules = reading.join();
            findings.addAll(ofRules);
            boolean allAlertsRead = findings.size() == 0;
            RuleFile.refuseEmpty(rules, findings);
            findings.addAll(ofRunbooks);
            Optional<Exercises> exercises = exercises(configuration, findings);
            Incidents incidents = incidents(configuration, findings);
            Index index = indexes.apply(findings);
            return new Reading(
                    configuration,
                    sites,
                    rules,
                    allAlertsRead,
                    runbookFiles.size(),
                    runbooks,
                    index,
                    Automation.of(runbooks, index, findings),
                    publication(configuration, sites, runbooks, findings),
                    validations(configuration, findings),
                    enforcements(configuration, findings),
                    exercises,
                    incidents,
                    suppressions(
                            configuration, runbooks, RuleFile.contents(rules), exercises, incidents, asOf, findings),
                    beside(configuration, Baseline.FILE, findings).flatMap(file -> BaselineReader.read(file, findings)),
                    alertmanager(configuration, findings));
        });
    }

    private Optional<Exercises> exercises(Configuration configuration, Findings findings) {
        if (configuration.exercises().isEmpty()) {
            return Optional.empty();
        }
        boolean runbooksRead = !findings.tellOfUnread();
        List<Found> found = search(configuration, findings).find(configuration.exercises(), "*.{yaml,yml}");
        var reader = new ExerciseReader(findings);
        List<Exercise> exercises = found.stream()
                .flatMap(file -> files.read(file.path(), findings).stream())
                .flatMap(file -> reader.read(file).stream())
                .toList();
        return Optional.of(
                new Exercises(exercises, runbooksRead && !found.isEmpty() && exercises.size() == found.size()));
    }

    private Incidents incidents(Configuration configuration, Findings findings) {
        boolean runbooksRead = !findings.tellOfUnread();
        var reader = new IncidentReader(findings);
        return new Incidents(
                search(configuration, findings).find(configuration.incidents(), "*.{yaml,yml}").stream()
                        .flatMap(file -> files.read(file.path(), findings).stream())
                        .flatMap(file -> reader.read(file).stream())
                        .toList(),
                runbooksRead);
    }

    /** What was read with more runbooks, in which no transactions are. */
    Reading with(Reading read, List<Runbook> more) {
        List<Runbook> all =
                Stream.concat(read.runbooks().stream(), more.stream()).toList();
        return new Reading(
                read.configuration(),
                read.sites(),
                read.ruleFiles(),
                read.allAlertsRead(),
                read.runbookFiles() + more.size(),
                all,
                read.index(),
                read.automation(),
                publication(read.configuration(), read.sites(), all, new Findings()),
                read.validations(),
                read.enforcements(),
                read.exercises(),
                read.incidents(),
                read.suppressions(),
                read.baseline(),
                read.alertmanager());
    }

    /** The path that a runbook will have below the folder of runbooks once it is written; nothing if it will not be found there. */
    Optional<String> placeOfRunbook(Configuration configuration, Path file) {
        return search(configuration, new Findings())
                .below(configuration.runbooks(), RunbookFile.GLOB, file)
                .map(RunbookFile::withoutEnding);
    }

    /** Finds files to which runbooks link. */
    RepositoryFiles repositoryFiles() {
        return new RepositoryFiles(root);
    }

    /** Finds files that commands of runbooks name, wherever in the checkout. */
    TreeFiles treeFiles(Configuration configuration) {
        return new TreeFiles(root, configuration.folder());
    }

    /** Who has to agree to changes in the repository of a configuration. */
    Ownership ownership(Path configuration) {
        return OwnershipReader.read(configuration, root);
    }

    private Validations validations(Configuration configuration, Findings findings) {
        int before = findings.size();
        return beside(configuration, ValidationsReader.FILE, findings)
                .map(file -> ValidationsReader.read(file, findings))
                .orElseGet(() -> findings.size() == before ? Validations.NONE : Validations.UNREAD);
    }

    private List<Suppression> suppressions(
            Configuration configuration,
            List<Runbook> runbooks,
            List<AlertFile> rules,
            Optional<Exercises> exercises,
            Incidents incidents,
            LocalDate asOf,
            Findings findings) {
        var reader = new SuppressionReader(AllRules.sorted(), asOf, findings);
        return Stream.of(
                        Stream.of(configuration.file()).map(reader::readYaml),
                        rules.stream().map(AlertFile::file).map(reader::readYaml),
                        runbooks.stream().map(Runbook::document).map(reader::readMarkdown),
                        runbooks.stream()
                                .flatMap(runbook -> runbook.transactionFiles().stream())
                                .map(reader::readYaml),
                        runbooks.stream()
                                .filter(runbook -> RunbookFile.isYaml(runbook.location()))
                                .map(Runbook::file)
                                .map(reader::readYaml),
                        exercises.stream()
                                .flatMap(all -> all.exercises().stream())
                                .map(Exercise::file)
                                .map(reader::readYaml),
                        incidents.incidents().stream().map(Incident::file).map(reader::readYaml))
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
    private Enforcements enforcements(Configuration configuration, Findings findings) {
        return beside(configuration, EnforcementReader.FILE, findings)
                .map(file -> EnforcementReader.read(file, findings))
                .orElse(Enforcements.NONE);
    }

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
                    "write it, with base-url, runbooks and alert-rules, or name another one (--config, with Maven -Drunbook.config)");
            return Optional.empty();
        }
        return files.read(path, findings)
                .flatMap(file -> ConfigurationReader.read(file, folder, AllRules.sorted(), findings));
    }

    /** How transactions run in a cluster. */
    Optional<Deployment> deployment(Path path, Configuration configuration, Automation automation, Findings findings) {
        if (Files.notExists(path)) {
            findings.add(
                    WorkspaceRules.INVALID_CONFIGURATION,
                    new SourceFile(files.nameOf(path), "").all(),
                    "there is no " + files.nameOf(path) + ", which says how transactions run in a cluster",
                    "write it, with image, may-act-in and protected, or name another one (--deployment, with Maven"
                            + " -Drunbook.deployment)");
            return Optional.empty();
        }
        return files.read(path, findings)
                .flatMap(file -> DeploymentReader.read(
                        file,
                        automation.approvers(),
                        automation.without(enforcements(configuration, findings)),
                        findings));
    }

    /** What comes with the runtime for a cluster. */
    SortedMap<String, String> shippedManifests() throws IOException {
        return ShippedManifests.read(indexPath);
    }

    static List<Site> sites(Configuration configuration, Findings findings) {
        var sites = new ArrayList<Site>();
        for (SiteSetting site : configuration.sites()) {
            Site.parse(site, findings).ifPresent(sites::add);
        }
        return sites;
    }

    private FileSearch search(Configuration configuration, Findings findings) {
        return new FileSearch(configuration.folder(), files, findings);
    }

    private List<Found> runbookFiles(Configuration configuration, Findings findings) {
        return search(configuration, findings).find(configuration.runbooks(), RunbookFile.GLOB).stream()
                .filter(found -> !TransactionFiles.isOne(found.path()))
                .toList();
    }

    /** That a pattern finds no such file is no mistake. */
    private TransactionFiles transactionFiles(Configuration configuration, List<Found> runbooks, Findings findings) {
        List<Found> further =
                search(configuration, new Findings()).find(configuration.runbooks(), TransactionFiles.GLOB).stream()
                        .filter(found -> TransactionFiles.isOne(found.path()))
                        .toList();
        return TransactionFiles.beside(runbooks, further, files, findings);
    }

    List<Runbook> runbooks(Configuration configuration, Findings findings) {
        return runbooks(configuration, runbookFiles(configuration, findings), Memory.empty(), findings);
    }

    /** A runbook's file as it is now, with those beside it. */
    private record Opened(Found found, SourceFile file, List<SourceFile> beside) {}

    private List<Runbook> runbooks(Configuration configuration, List<Found> found, Memory memory, Findings findings) {
        var locations = new FileReader(configuration.folder());
        SlugSource slugSource = configuration.slugFrom();
        var reader = new RunbookReader(slugSource);
        TransactionFiles beside = transactionFiles(configuration, found, findings);
        List<Opened> opened = InParallel.with(
                found,
                findings,
                (file, own) -> files.read(file.path(), own)
                        .map(source -> new Opened(
                                file,
                                source,
                                beside.of(file.path()).stream()
                                        .flatMap(path -> files.readItself(path, own).stream())
                                        .toList())));
        return memory.runbooks()
                .with(
                        opened,
                        open -> new Memory.RunbookKey(
                                Memory.Text.of(open.file),
                                open.beside.stream().map(Memory.Text::of).toList(),
                                locations.nameOf(open.found.path()),
                                RunbookFile.withoutEnding(open.found.below()),
                                slugSource),
                        findings,
                        (open, own) -> Optional.of(reader.read(
                                        open.file,
                                        locations.nameOf(open.found.path()),
                                        RunbookFile.withoutEnding(open.found.below()),
                                        own)
                                .with(open.beside)));
    }

    Index index(Findings findings) {
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

    /** A file with alert rules as it is now; nothing of it if it could not be opened. */
    private record OpenedRules(Found found, Optional<SourceFile> file, boolean inChart) {}

    private List<RuleFile> rules(
            Configuration configuration, StandardInput standardInput, Memory memory, Findings findings) {
        List<FileSetting> settings = configuration.alertRules();
        List<FileSetting> onDisk =
                settings.stream().filter(setting -> !setting.isStandardInput()).toList();
        List<Found> found = search(configuration, findings).find(onDisk, "*.{yaml,yml}");
        List<OpenedRules> opened = InParallel.with(
                found,
                findings,
                (file, own) -> Optional.of(
                        new OpenedRules(file, files.read(file.path(), own), HelmChart.hasTemplate(file.path()))));
        List<Memory.Rules> read = memory.rules()
                .with(
                        opened,
                        open -> new Memory.RuleKey(open.file.map(Memory.Text::of), open.inChart),
                        findings,
                        (open, own) -> {
                            Optional<AlertFile> content =
                                    open.file.map(file -> new AlertRuleReader(own).read(file, open.inChart));
                            return Optional.of(new Memory.Rules(content, open.file.isPresent() && !own.tellOfUnread()));
                        });
        var rules = new ArrayList<RuleFile>();
        for (int i = 0; i < found.size(); i++) {
            rules.add(new RuleFile(
                    found.get(i).setting(), read.get(i).content(), read.get(i).read()));
        }
        settings.stream().filter(FileSetting::isStandardInput).findFirst().ifPresent(setting -> {
            var own = new Findings();
            Optional<AlertFile> content = FileReader.readStandardInput(standardInput.again(), own)
                    .map(source -> new AlertRuleReader(own).read(source, false));
            rules.add(new RuleFile(setting, content, !own.tellOfUnread()));
            findings.addAll(own);
        });
        return rules;
    }

    private List<AlertmanagerConfiguration> alertmanager(Configuration configuration, Findings findings) {
        var reader = new AlertmanagerReader(files, configuration.links(), findings);
        var configurations = new ArrayList<AlertmanagerConfiguration>();
        for (Found file : search(configuration, findings).find(configuration.alertmanager(), "*.{yaml,yml}")) {
            Path folder = Optional.ofNullable(file.path().getParent()).orElse(configuration.folder());
            files.read(file.path(), findings)
                    .flatMap(source -> reader.read(source, folder))
                    .ifPresent(configurations::add);
        }
        return configurations;
    }
}
