package dev.runproof.compiler;

import dev.runproof.compiler.check.Checks;
import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.exercise.Exercise;
import dev.runproof.compiler.exercise.ExerciseChecks;
import dev.runproof.compiler.exercise.ExerciseReader;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.generate.GeneratedFile;
import dev.runproof.compiler.generate.GeneratedFolder;
import dev.runproof.compiler.generate.JavaGenerator;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexReader;
import dev.runproof.compiler.index.IndexReading;
import dev.runproof.compiler.index.IndexRules;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.output.Ledger;
import dev.runproof.compiler.output.ReportFile;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * The one door to the compiler.
 *
 * <p>Whatever users wrote, its methods return findings and throw nothing; an exception is a mistake of ours. Immutable and
 * thread-safe. It opens no network connection and runs no program.
 */
public final class RunbookCompiler {

    private static final String VALIDATIONS = "validations.yaml";

    private final Path root;
    private final FileReader files;
    private final List<Path> indexPath;

    /**
     * Makes a compiler.
     *
     * @param root the folder that the names of files in findings are relative to
     * @param indexPath jars and folders whose {@code META-INF/runproof} describes actions, checks and types; for a name that
     *     several describe, the first wins
     */
    public RunbookCompiler(Path root, List<Path> indexPath) {
        this.root = root;
        this.files = new FileReader(root);
        this.indexPath = List.copyOf(indexPath);
    }

    /**
     * Checks all that a configuration names.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options the day, and what the change is compared with
     * @return what was found
     */
    public CheckReport check(Path configuration, CheckOptions options) {
        var findings = new Findings();
        Optional<Configuration> read = configuration(configuration, findings);
        if (read.isEmpty()) {
            return new CheckReport(
                    Policy.DEFAULT.judge(findings.sorted()), Ledger.empty(), List.of(), List.of(), Optional.empty());
        }
        List<Site> sites = sites(read.get(), findings);
        List<Found> ruleFiles = search(read.get(), findings).find(read.get().alertRules(), "*.{yaml,yml}");
        List<AlertFile> rules = rules(ruleFiles, findings);
        boolean allAlertsRead = findings.size() == 0;
        List<Runbook> runbooks = runbooks(read.get(), findings);
        transactions(runbooks, findings);
        Optional<Path> before =
                options.base().flatMap(folder -> new BaseFolder(folder, root).find(configuration, findings));
        var freshness = new Freshness(
                options.asOf(),
                options.scheduled(),
                read.get().maxAge(),
                validations(read.get(), findings),
                options.base().map(folder -> base(before, options.asOf())));
        Library library = Library.of(
                sites,
                read.get().sections(),
                runbooks,
                read.get().links(),
                alerts(rules),
                allAlertsRead,
                publication(read.get(), sites, runbooks, findings),
                freshness);
        Checks.run(library, findings);
        exercises(read.get(), runbooks, new ExerciseChecks(options.asOf(), options.scheduled(), findings), findings);
        int passedOver = rules.stream().mapToInt(AlertFile::resourcesPassedOver).sum();
        Judgement judgement = read.get().policy().judge(findings.sorted());
        return new CheckReport(
                judgement,
                Ledger.of(ruleFiles.size(), passedOver, library),
                library.runbooks(),
                library.links(),
                Summary.ofBase(judgement, options, before.isPresent()));
    }

    /** What was there before a change. What is wrong in it does not matter; what could not be read is as if it had not been there. */
    private Library base(Optional<Path> configuration, LocalDate asOf) {
        var ignored = new Findings();
        Optional<Configuration> read = configuration.flatMap(path -> configuration(path, ignored));
        if (read.isEmpty()) {
            return Library.of(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    Publication.of(new Pages(List.of(), true), List.of(), Optional.empty()),
                    Freshness.unasked(asOf));
        }
        List<AlertFile> rules =
                rules(search(read.get(), ignored).find(read.get().alertRules(), "*.{yaml,yml}"), ignored);
        List<Site> sites = sites(read.get(), ignored);
        List<Runbook> runbooks = runbooks(read.get(), ignored);
        return Library.of(
                sites,
                read.get().sections(),
                runbooks,
                read.get().links(),
                alerts(rules),
                ignored.size() == 0,
                publication(read.get(), sites, runbooks, ignored),
                new Freshness(asOf, false, read.get().maxAge(), validations(read.get(), ignored), Optional.empty()));
    }

    private static List<Alert> alerts(List<AlertFile> rules) {
        return rules.stream().flatMap(file -> file.alerts().stream()).toList();
    }

    private Validations validations(Configuration configuration, Findings findings) {
        int before = findings.size();
        return beside(configuration, VALIDATIONS, findings)
                .map(file -> ValidationsReader.read(file, findings))
                .orElseGet(() -> findings.size() == before ? Validations.NONE : Validations.UNREAD);
    }

    /**
     * Compiles all transactions that a configuration names to Java. Nothing is written if there is an error in one of them.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param packageName the Java package of the classes
     * @param sourceFolder where Java sources are written; what an earlier call wrote and this one does not is removed
     * @param resourceFolder where resources are written, likewise
     * @return what was found and written
     * @throws IOException if a file cannot be written; the message says which
     */
    public GenerateReport generate(Path configuration, String packageName, Path sourceFolder, Path resourceFolder)
            throws IOException {
        var findings = new Findings();
        Optional<Configuration> read = configuration(configuration, findings);
        if (read.isEmpty()) {
            return new GenerateReport(findings.sorted(), 0);
        }
        List<Transaction> transactions = transactions(runbooks(read.get(), findings), findings);
        if (!SourceVersion.isName(packageName)) {
            findings.add(
                    WorkspaceRules.INVALID_CONFIGURATION,
                    read.get().file().span(0, 0),
                    "the classes cannot be in a package " + packageName,
                    "choose a name of Java for it, such as com.example.runbooks");
        }
        var report = new GenerateReport(findings.sorted(), transactions.size());
        if (report.passed()) {
            // Without any transaction no catalogue either: it would need the runtime, which a gate alone does not.
            List<GeneratedFile> files =
                    transactions.isEmpty() ? List.of() : JavaGenerator.generate(packageName, transactions);
            write(files, GeneratedFile.Kind.SOURCE, sourceFolder);
            write(files, GeneratedFile.Kind.RESOURCE, resourceFolder);
        }
        return report;
    }

    /**
     * Adds the pages that there are to {@code slugs.lock}, beside the configuration; makes that file if there is none. No line
     * of it is ever removed. Nothing is written if a runbook, a redirect or the lock could not be read.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @return what was found and written
     * @throws IOException if the file cannot be written; the message says which
     */
    public LockReport lock(Path configuration) throws IOException {
        var findings = new Findings();
        Optional<Configuration> read = configuration(configuration, findings);
        if (read.isEmpty()) {
            return new LockReport(findings.sorted(), 0, 0);
        }
        List<Runbook> runbooks = runbooks(read.get(), findings);
        List<Site> sites = sites(read.get(), findings);
        Publication publication = publication(read.get(), sites, runbooks, findings);
        Optional<SlugsLock> before = publication.lock();
        SlugsLock after = publication.nextLock(runbooks);
        var report = new LockReport(
                findings.sorted(),
                after.entries().size(),
                after.entries().size()
                        - before.map(lock -> lock.entries().size()).orElse(0));
        if (report.passed() && !before.map(SlugsLock::text).equals(Optional.of(after.text()))) {
            ReportFile.write(read.get().folder().resolve(SlugsLock.FILE), after.text());
        }
        return report;
    }

    private Publication publication(
            Configuration configuration, List<Site> sites, List<Runbook> runbooks, Findings findings) {
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

    private static void write(List<GeneratedFile> files, GeneratedFile.Kind kind, Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        new GeneratedFolder(absolute, absolute.resolveSibling(absolute.getFileName() + ".list"))
                .update(files.stream().filter(file -> file.kind() == kind).toList());
    }

    private Optional<Configuration> configuration(Path path, Findings findings) {
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

    private static List<Site> sites(Configuration configuration, Findings findings) {
        var sites = new ArrayList<Site>();
        for (SiteSetting site : configuration.sites()) {
            Site.parse(site.at(), findings).ifPresent(sites::add);
        }
        return sites;
    }

    private FileSearch search(Configuration configuration, Findings findings) {
        return new FileSearch(configuration.folder(), files, findings);
    }

    private List<Runbook> runbooks(Configuration configuration, Findings findings) {
        var reader = new RunbookReader(configuration.slugFrom(), findings);
        var locations = new FileReader(configuration.folder());
        var runbooks = new ArrayList<Runbook>();
        for (Found file : search(configuration, findings).find(configuration.runbooks(), RunbookFile.GLOB)) {
            files.read(file.path(), findings)
                    .map(source ->
                            reader.read(source, locations.nameOf(file.path()), RunbookFile.withoutEnding(file.below())))
                    .ifPresent(runbooks::add);
        }
        return runbooks;
    }

    private List<Transaction> transactions(List<Runbook> runbooks, Findings findings) {
        var reader = new TransactionReader(index(findings), findings);
        List<Transaction> transactions = runbooks.stream()
                .flatMap(runbook -> TransactionBlocks.of(runbook, findings).stream())
                .flatMap(block -> reader.read(block).stream())
                .toList();
        DuplicateTransactions.report(transactions, findings);
        return transactions;
    }

    private void exercises(
            Configuration configuration, List<Runbook> runbooks, ExerciseChecks checks, Findings findings) {
        if (configuration.exercises().isEmpty()) {
            return;
        }
        boolean allRunbooksRead =
                findings.sorted().stream().noneMatch(finding -> finding.rule().fixed());
        List<Found> found = search(configuration, findings).find(configuration.exercises(), "*.{yaml,yml}");
        var reader = new ExerciseReader(findings);
        List<Exercise> exercises = found.stream()
                .flatMap(file -> files.read(file.path(), findings).stream())
                .flatMap(file -> reader.read(file).stream())
                .toList();
        checks.run(exercises, runbooks, allRunbooksRead && !found.isEmpty() && exercises.size() == found.size());
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
}
