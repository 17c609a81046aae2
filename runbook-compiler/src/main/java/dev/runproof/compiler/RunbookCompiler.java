package dev.runproof.compiler;

import dev.runproof.compiler.Sources.Reading;
import dev.runproof.compiler.check.Checks;
import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.content.Content;
import dev.runproof.compiler.exercise.ExerciseChecks;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Suppressions;
import dev.runproof.compiler.generate.GeneratedFile;
import dev.runproof.compiler.generate.GeneratedFolder;
import dev.runproof.compiler.generate.JavaGenerator;
import dev.runproof.compiler.guard.Guard;
import dev.runproof.compiler.link.LinkCheck;
import dev.runproof.compiler.link.LinkRules;
import dev.runproof.compiler.link.WebCrawler;
import dev.runproof.compiler.manifest.Deployment;
import dev.runproof.compiler.manifest.DeploymentReader;
import dev.runproof.compiler.manifest.ManifestGenerator;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.output.Ledger;
import dev.runproof.compiler.output.Product;
import dev.runproof.compiler.output.ReportFile;
import dev.runproof.compiler.page.Publication;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.suppression.UnusedSuppressions;
import dev.runproof.compiler.workspace.Configuration;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * The one door to the compiler.
 *
 * <p>Whatever users wrote, its methods return findings and throw nothing; an exception is a mistake of ours. Immutable and
 * thread-safe. It runs no program, and opens network connections for {@link #checkLinks} alone.
 */
public final class RunbookCompiler {

    private final Sources sources;

    /**
     * Makes a compiler.
     *
     * @param root the folder that the names of files in findings are relative to
     * @param indexPath jars and folders whose {@code META-INF/runproof} describes actions, checks and types; for a name that
     *     several describe, the first wins
     */
    public RunbookCompiler(Path root, List<Path> indexPath) {
        this.sources = new Sources(root, indexPath);
    }

    /** The version of this compiler, such as {@code 1.2.0}. */
    public static String version() {
        return Product.version();
    }

    /**
     * Checks all that a configuration names, where there is no standard input.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options the day, and what the change is compared with
     * @return what was found
     */
    public CheckReport check(Path configuration, CheckOptions options) {
        return check(configuration, options, InputStream.nullInputStream());
    }

    /**
     * Checks all that a configuration names.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options the day, and what the change is compared with
     * @param in what {@code -} among its {@code alert-rules} stands for; read to its end, and only if it is named
     * @return what was found
     */
    public CheckReport check(Path configuration, CheckOptions options, InputStream in) {
        var standardInput = new StandardInput(in, FileReader.LARGEST + 1);
        var findings = new Findings();
        Optional<Reading> read = sources.read(configuration, options.asOf(), standardInput, findings);
        if (read.isEmpty()) {
            return new CheckReport(
                    Policy.DEFAULT.judge(findings.sorted()),
                    Ledger.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
        Optional<Reading> before = options.base()
                .flatMap(folder ->
                        sources.readBase(folder, configuration, read.get(), options.asOf(), standardInput, findings));
        var freshness = new Freshness(
                options.asOf(),
                options.scheduled(),
                read.get().configuration().maxAge(),
                read.get().validations(),
                options.base().map(folder -> base(before, options.asOf())));
        Library library = read.get().library(sources.repositoryFiles(), freshness);
        Checks.run(library, findings);
        Content.check(
                read.get().runbooks(),
                read.get().automation().transactions(),
                read.get().configuration().sections(),
                read.get().index(),
                sources.treeFiles(read.get().configuration()),
                findings);
        read.get()
                .exercises()
                .ifPresent(exercises -> new ExerciseChecks(options.asOf(), options.scheduled(), findings)
                        .run(exercises, library.runbooks()));
        var guard = new Guard(read.get().gate(), AllRules.sorted(), sources.ownership(configuration), findings);
        guard.checkOwners();
        before.map(Reading::gate).ifPresent(guard::compare);
        var suppressions = new Suppressions(read.get().suppressions());
        UnusedSuppressions.report(suppressions, LinkRules.all(), findings);
        Policy policy = read.get().configuration().policy();
        Judgement judgement = before.map(
                        earlier -> policy.keeping(earlier.configuration().policy(), AllRules.sorted()))
                .orElse(policy)
                .judge(findings.sorted(), suppressions);
        return new CheckReport(
                judgement,
                read.get().ledger(library),
                library.runbooks(),
                library.links(),
                Optional.empty(),
                Summary.ofBase(judgement, options, before.isPresent()));
    }

    /**
     * Asks the web whether the addresses in runbooks and alerts lead anywhere. What else may be wrong is not looked for; but what
     * could not be read is told, for it was not checked.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options how
     * @param in what {@code -} among its {@code alert-rules} stands for; read to its end, and only if it is named
     * @return what was found
     * @throws IOException if what was found out cannot be remembered; the message says which file
     */
    public CheckReport checkLinks(Path configuration, LinkOptions options, InputStream in) throws IOException {
        return checkLinks(configuration, options, in, WebCrawler.of(options.progress()));
    }

    /** The same with a web of one's own. */
    CheckReport checkLinks(Path configuration, LinkOptions options, InputStream in, WebCrawler crawler)
            throws IOException {
        var standardInput = new StandardInput(in, FileReader.LARGEST + 1);
        var reading = new Findings();
        Optional<Reading> read = sources.read(configuration, options.asOf(), standardInput, reading);
        var findings = reading.ofUnread();
        if (read.isEmpty()) {
            return new CheckReport(
                    Policy.DEFAULT.judge(findings.sorted()),
                    Ledger.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
        Configuration settings = read.get().configuration();
        Library library = read.get()
                .library(
                        sources.repositoryFiles(),
                        new Freshness(
                                options.asOf(),
                                false,
                                settings.maxAge(),
                                read.get().validations(),
                                Optional.empty()));
        Path memory = options.memory().orElseGet(() -> settings.folder().resolve(LinkOptions.MEMORY));
        LinkCheck.Result result = new LinkCheck(
                        settings.linkSettings(),
                        options.asOf(),
                        memory,
                        options.offline() ? Optional.empty() : Optional.of(crawler))
                .run(library, findings);
        return new CheckReport(
                settings.policy()
                        .judge(findings.sorted(), new Suppressions(read.get().suppressions())),
                read.get().ledger(library),
                library.runbooks(),
                library.links(),
                Optional.of(result.ledger()),
                result.remarks().isEmpty() ? Optional.empty() : Optional.of(String.join("; ", result.remarks())));
    }

    private Library base(Optional<Reading> before, LocalDate asOf) {
        return before.map(reading -> reading.library(
                        sources.repositoryFiles(),
                        new Freshness(
                                asOf,
                                false,
                                reading.configuration().maxAge(),
                                reading.validations(),
                                Optional.empty())))
                .orElseGet(() -> Library.of(sources.repositoryFiles(), asOf).build());
    }

    /**
     * Compiles all transactions and responses that a configuration names to Java. Nothing is written if there is an error in one of
     * them.
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
        Optional<Configuration> read = sources.configuration(configuration, findings);
        if (read.isEmpty()) {
            return new GenerateReport(findings.sorted(), 0);
        }
        Automation automation =
                Automation.of(sources.runbooks(read.get(), findings), sources.index(findings), findings);
        if (!SourceVersion.isName(packageName)) {
            findings.add(
                    WorkspaceRules.INVALID_CONFIGURATION,
                    read.get().file().span(0, 0),
                    "the classes cannot be in a package " + packageName,
                    "choose a name of Java for it, such as com.example.runbooks");
        }
        var report =
                new GenerateReport(findings.sorted(), automation.transactions().size());
        if (report.passed()) {
            // Without any transaction no catalogue either: it would need the runtime, which a gate alone does not.
            List<GeneratedFile> files = automation.transactions().isEmpty()
                    ? List.of()
                    : JavaGenerator.generate(packageName, automation.transactions(), automation.responses());
            write(files, GeneratedFile.Kind.SOURCE, sourceFolder);
            write(files, GeneratedFile.Kind.RESOURCE, resourceFolder);
        }
        return report;
    }

    /**
     * Writes all that a cluster needs to run the transactions and responses that a configuration names: with {@code kubectl apply
     * --server-side -k} on the folder, and for each of them a Job to be filled in and created. Nothing is written if there is an error.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param deployment the path of the file that says how transactions run in that cluster; empty for {@code deployment.yaml} beside it
     * @param folder where the manifests are written; what an earlier call wrote and this one does not is removed
     * @return what was found and written
     * @throws IOException if a file cannot be written, or what comes with the runtime cannot be read; the message says which
     */
    public ManifestsReport manifests(Path configuration, Optional<Path> deployment, Path folder) throws IOException {
        var findings = new Findings();
        Optional<Configuration> read = sources.configuration(configuration, findings);
        if (read.isEmpty()) {
            return new ManifestsReport(findings.sorted(), 0, 0);
        }
        Automation automation =
                Automation.of(sources.runbooks(read.get(), findings), sources.index(findings), findings);
        if (!Policy.DEFAULT.judge(findings.sorted()).passed()) {
            // Names of what could not be read would seem to be unknown.
            return new ManifestsReport(findings.sorted(), 0, 0);
        }
        Map<String, Set<String>> named = automation.approvers();
        Optional<Deployment> settings = sources.deployment(
                deployment.orElse(read.get().folder().resolve(DeploymentReader.FILE)), named, findings);
        int enforced = settings.map(found -> found.enforced().size()).orElse(0);
        var report = new ManifestsReport(findings.sorted(), enforced, named.size() - enforced);
        if (report.passed() && settings.isPresent()) {
            List<GeneratedFile> files = ManifestGenerator.generate(
                    settings.get(), automation.transactions(), automation.responses(), sources.shippedManifests());
            write(files, GeneratedFile.Kind.MANIFEST, folder);
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
        Optional<Configuration> read = sources.configuration(configuration, findings);
        if (read.isEmpty()) {
            return new LockReport(findings.sorted(), 0, 0);
        }
        List<Runbook> runbooks = sources.runbooks(read.get(), findings);
        List<Site> sites = Sources.sites(read.get(), findings);
        Publication publication = sources.publication(read.get(), sites, runbooks, findings);
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

    private static void write(List<GeneratedFile> files, GeneratedFile.Kind kind, Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        new GeneratedFolder(absolute, absolute.resolveSibling(absolute.getFileName() + ".list"))
                .update(files.stream().filter(file -> file.kind() == kind).toList());
    }
}
