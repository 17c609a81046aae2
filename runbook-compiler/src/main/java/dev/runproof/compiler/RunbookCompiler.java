package dev.runproof.compiler;

import dev.runproof.compiler.Sources.Reading;
import dev.runproof.compiler.baseline.Baseline;
import dev.runproof.compiler.baseline.Baseline.Entry;
import dev.runproof.compiler.baseline.Entries;
import dev.runproof.compiler.check.Checks;
import dev.runproof.compiler.check.Freshness;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.edit.Change;
import dev.runproof.compiler.edit.ExerciseEdits;
import dev.runproof.compiler.edit.ValidationEdits;
import dev.runproof.compiler.exercise.ExerciseChecks;
import dev.runproof.compiler.exercise.Exercises;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.finding.Suppressions;
import dev.runproof.compiler.firing.FiringException;
import dev.runproof.compiler.generate.GeneratedFile;
import dev.runproof.compiler.generate.GeneratedFolder;
import dev.runproof.compiler.generate.JavaGenerator;
import dev.runproof.compiler.git.ChangeDates;
import dev.runproof.compiler.git.GitException;
import dev.runproof.compiler.git.PastState;
import dev.runproof.compiler.git.Revision;
import dev.runproof.compiler.guard.Guard;
import dev.runproof.compiler.incident.IncidentChecks;
import dev.runproof.compiler.index.Index;
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
import dev.runproof.compiler.reference.ReferencePage;
import dev.runproof.compiler.reference.ReferencePages;
import dev.runproof.compiler.reference.TransactionSchema;
import dev.runproof.compiler.report.Firings;
import dev.runproof.compiler.report.History;
import dev.runproof.compiler.report.Known;
import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.report.ReportMaker;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.site.Reference;
import dev.runproof.compiler.site.Website;
import dev.runproof.compiler.site.WebsiteMaker;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.suppression.UnusedSuppressions;
import dev.runproof.compiler.workspace.Checkout;
import dev.runproof.compiler.workspace.Configuration;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.WorkspaceRules;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.lang.model.SourceVersion;

/**
 * The one door to the compiler.
 *
 * <p>Whatever users wrote, its methods return findings and throw nothing; an exception is a mistake of ours. Immutable and
 * thread-safe. It runs no program but git, for {@link CheckOptions#changedSince} and {@link #report}, opens network
 * connections for {@link #checkLinks}, and for a Prometheus that {@link ReportOptions} names, and listens for {@link #serve}.
 */
public final class RunbookCompiler {

    private final Path root;
    private final List<Path> indexPath;
    private final Sources sources;

    /**
     * Makes a compiler.
     *
     * @param root the folder that the names of files in findings are relative to
     * @param indexPath jars and folders whose {@code META-INF/runproof} describes actions, checks and types; for a name that
     *     several describe, the first wins
     */
    public RunbookCompiler(Path root, List<Path> indexPath) {
        this(root.toAbsolutePath().normalize(), List.copyOf(indexPath), new Sources(root, indexPath));
    }

    private RunbookCompiler(Path root, List<Path> indexPath, Sources sources) {
        this.root = root;
        this.indexPath = indexPath;
        this.sources = sources;
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
        if (options.changedSince().isEmpty()) {
            return check(configuration, options, standardInput, Optional.empty());
        }
        return options.changedSince()
                .flatMap(Revision::parse)
                .map(revision -> checkChanges(configuration, options, revision, standardInput))
                .orElseGet(() -> CheckReport.unread(List.of(Finding.of(
                        WorkspaceRules.INVALID_CONFIGURATION,
                        new SourceFile("changed-since", "").all(),
                        "changed-since names no commit",
                        "name a branch, a tag or a hash, such as origin/main"))));
    }

    /**
     * Checks all that a configuration names, and puts together what the website shows of it. Findings do not keep it from
     * being made: what could be read is shown.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options the day
     * @param in what {@code -} among its {@code alert-rules} stands for; read to its end, and only if it is named
     * @return what was found, and the website
     */
    public WebsiteReport website(Path configuration, CheckOptions options, InputStream in) {
        return website(configuration, options, in, Memory.empty());
    }

    private WebsiteReport website(Path configuration, CheckOptions options, InputStream in, Memory memory) {
        var findings = new Findings();
        Optional<Examined> examined =
                examine(configuration, options, new StandardInput(in, FileReader.LARGEST + 1), memory, findings);
        CheckReport report = judged(examined, options, Optional.empty(), findings);
        return new WebsiteReport(report, examined.map(seen -> website(seen, report.ledger(), memory)));
    }

    /**
     * Puts together what has become old: runbooks that were long not validated, exercises that are due, and what was found and not yet
     * changed. Findings do not keep it from being made. When files were changed is asked of git; how often alerts fired, of the Prometheus that
     * is named, if one is.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options the day, and the Prometheus
     * @param in what {@code -} among its {@code alert-rules} stands for; read to its end, and only if it is named
     * @return what was found, and the report
     */
    public StalenessReport report(Path configuration, ReportOptions options, InputStream in) {
        var findings = new Findings();
        CheckOptions check = CheckOptions.asOf(options.asOf());
        Optional<Examined> examined =
                examine(configuration, check, new StandardInput(in, FileReader.LARGEST + 1), findings);
        CheckReport report = judged(examined, check, Optional.empty(), findings);
        return new StalenessReport(
                report,
                examined.map(seen -> new ReportMaker(
                                seen.library(),
                                website(seen, report.ledger(), Memory.empty()),
                                seen.read()
                                        .exercises()
                                        .map(Exercises::exercises)
                                        .orElse(List.of()),
                                seen.read().incidents().incidents())
                        .make(
                                report.findings(),
                                history(configuration, seen.library().runbooks(), options.asOf()),
                                firings(options))));
    }

    private static Firings firings(ReportOptions options) {
        if (options.prometheus().isEmpty()) {
            return Firings.NOT_ASKED;
        }
        try {
            return new Firings(Known.YES, options.prometheus().get().firings(options.asOf(), Report.QUARTER));
        } catch (FiringException e) {
            return Firings.unknown(e.why());
        }
    }

    private History history(Path configuration, List<Runbook> runbooks, LocalDate asOf) {
        Optional<Path> top = Checkout.of(configuration);
        if (top.isEmpty()) {
            return History.unknown("the configuration is in no checkout of Git");
        }
        Map<String, String> names = new TreeMap<>();
        for (Runbook runbook : runbooks) {
            Path path = root.resolve(runbook.file().path()).normalize();
            if (path.startsWith(top.get())) {
                names.put(
                        runbook.file().path(),
                        top.get().relativize(path).toString().replace(File.separatorChar, '/'));
            }
        }
        try {
            ChangeDates dates = ChangeDates.of(top.get(), names.values(), asOf, String.valueOf(System.getenv("PATH")));
            Map<String, ChangeDates.Days> days = new HashMap<>();
            names.forEach((name, path) -> dates.of(path).ifPresent(found -> days.put(name, found)));
            return new History(Known.YES, days);
        } catch (GitException e) {
            return History.unknown(e.why());
        } catch (IOException e) {
            return History.unknown("git cannot be asked: " + e.getMessage());
        }
    }

    /**
     * Serves the website to browsers on this machine, with its findings, and makes it anew whenever a file has changed that it
     * is made of.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param options gives the day; asked for each time
     * @param port the port; 0 for any that is free
     * @return the server, which runs until it is closed
     * @throws IOException if there is no theme, the configuration is of no use, or the port is taken
     */
    public WebsiteTheme.Server serve(Path configuration, Supplier<CheckOptions> options, int port) throws IOException {
        // One save changes little: what the others hold is known.
        Memory memory = Memory.empty();
        var again = new RunbookCompiler(root, indexPath, sources.remembering());
        return WebsiteTheme.required()
                .serve(
                        () -> again.website(configuration, options.get(), InputStream.nullInputStream(), memory),
                        root,
                        port);
    }

    private static Website website(Examined seen, Ledger ledger, Memory memory) {
        Reading reading = seen.read();
        List<Reference.FindingPage> explanations = memory.explanations()
                .with(
                        AllRules.sorted(),
                        Rule::id,
                        new Findings(),
                        (rule, none) -> Optional.of(WebsiteMaker.explanation(rule)));
        return new WebsiteMaker(reading.configuration(), seen.library(), reading.index(), reading.exercises())
                .make(reading.suppressions(), explanations, ledger.toString(), reading.folders());
    }

    private CheckReport checkChanges(
            Path configuration, CheckOptions options, Revision revision, StandardInput standardInput) {
        String why = "the configuration is in no checkout of Git";
        Optional<Path> top = Checkout.of(configuration);
        if (top.isPresent()) {
            try (PastState past = PastState.of(top.get(), revision, String.valueOf(System.getenv("PATH")))) {
                Path before = past.folder();
                Path rootBefore =
                        root.startsWith(top.get()) ? before.resolve(top.get().relativize(root)) : before;
                Path absolute = configuration.toAbsolutePath().normalize();
                Map<Entry, Severity> found = new RunbookCompiler(rootBefore, indexPath)
                        .found(before.resolve(top.get().relativize(absolute)), options, standardInput);
                return check(
                                configuration,
                                options.base().isPresent() ? options : options.comparedWith(before),
                                standardInput,
                                Optional.of(new Narrowing(top.get(), before, root, found)))
                        .remarking("of what has to do with changes since " + revision.name() + " alone");
            } catch (GitException e) {
                why = e.why();
            } catch (IOException e) {
                why = "the earlier state cannot be written down: " + e.getMessage();
            }
        }
        return check(configuration, options, standardInput, Optional.empty())
                .remarking("what has changed since " + revision.name() + " is not known, so that all is told: " + why);
    }

    /** What is found before a change, as entries, with what it weighs. */
    private Map<Entry, Severity> found(Path configuration, CheckOptions options, StandardInput standardInput) {
        Map<Entry, Severity> weights = new HashMap<>();
        if (Files.isRegularFile(configuration)) {
            var findings = new Findings();
            var alone = new CheckOptions(options.asOf(), options.scheduled(), Optional.empty(), Optional.empty());
            examine(configuration, alone, standardInput, findings)
                    .ifPresent(state -> entries(state.read().configuration(), findings)
                            .forEach((finding, entry) -> weights.put(entry, finding.severity())));
        }
        return weights;
    }

    private Map<Finding, Entry> entries(Configuration configuration, Findings findings) {
        return new Entries(root, configuration.folder()).of(findings.sorted());
    }

    private CheckReport check(
            Path configuration, CheckOptions options, StandardInput standardInput, Optional<Narrowing> narrowing) {
        var findings = new Findings();
        return judged(examine(configuration, options, standardInput, findings), options, narrowing, findings);
    }

    private CheckReport judged(
            Optional<Examined> examined, CheckOptions options, Optional<Narrowing> narrowing, Findings findings) {
        if (examined.isEmpty()) {
            return CheckReport.unread(findings.sorted());
        }
        Reading read = examined.get().read();
        Optional<Reading> before = examined.get().before();
        Map<Finding, Entry> entries = entries(read.configuration(), findings);
        if (!findings.tellOfUnread()) {
            read.baseline().ifPresent(baseline -> baseline.reportStale(entries.values(), findings));
        }
        Policy policy = read.configuration().policy();
        Judgement judgement = before.map(
                        earlier -> policy.keeping(earlier.configuration().policy(), AllRules.sorted()))
                .orElse(policy)
                .judge(
                        findings.sorted(),
                        examined.get().suppressions(),
                        read.baseline().map(baseline -> baseline.known(entries)).orElse(Set.of()),
                        narrowing.map(change -> change.untouched(entries)).orElse(Set.of()));
        Library library = examined.get().library();
        return new CheckReport(
                judgement,
                read.ledger(library),
                library.runbooks(),
                library.links(),
                Optional.empty(),
                Summary.ofBase(judgement, options, before.isPresent()));
    }

    /** All that was read and looked at, before anything is weighed. */
    private record Examined(Reading read, Library library, Optional<Reading> before, Suppressions suppressions) {}

    private Optional<Examined> examine(
            Path configuration, CheckOptions options, StandardInput standardInput, Findings findings) {
        return examine(configuration, options, standardInput, Memory.empty(), findings);
    }

    private Optional<Examined> examine(
            Path configuration, CheckOptions options, StandardInput standardInput, Memory memory, Findings findings) {
        Optional<Reading> read = sources.read(configuration, options.asOf(), standardInput, memory, findings);
        if (read.isEmpty()) {
            return Optional.empty();
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
        memory.content()
                .check(
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
        new IncidentChecks(options.asOf(), findings).run(read.get().incidents(), library.runbooks());
        var guard = new Guard(read.get().gate(), AllRules.sorted(), sources.ownership(configuration), findings);
        guard.checkOwners();
        before.map(Reading::gate).ifPresent(guard::compare);
        var suppressions = new Suppressions(read.get().suppressions());
        UnusedSuppressions.report(suppressions, LinkRules.all(), findings);
        return Optional.of(new Examined(read.get(), library, before, suppressions));
    }

    /**
     * Writes {@code findings.baseline}, beside the configuration. The first time it takes in all that is found; from then on it takes
     * out what is mended, and nothing ever adds to it. When all is mended the file is removed.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param asOf the day that counts as today
     * @param owner who answers for what is found, to make the file; empty where there is one
     * @param in what {@code -} among its {@code alert-rules} stands for; read to its end, and only if it is named
     * @return what became of it
     * @throws IOException if the file cannot be written; the message says which
     */
    public BaselineReport baseline(Path configuration, LocalDate asOf, Optional<String> owner, InputStream in)
            throws IOException {
        var findings = new Findings();
        Optional<Examined> examined = examine(
                configuration, CheckOptions.asOf(asOf), new StandardInput(in, FileReader.LARGEST + 1), findings);
        if (examined.isEmpty() || findings.tellOfUnread()) {
            return BaselineReport.refused(findings.ofUnread().sorted());
        }
        Reading read = examined.get().read();
        Map<Finding, Entry> entries = entries(read.configuration(), findings);
        Set<Entry> open = new HashSet<>(entries.values());
        entries.forEach((finding, entry) -> {
            if (!read.configuration().policy().shows(finding, examined.get().suppressions())) {
                open.remove(entry);
            }
        });
        Path file = read.configuration().folder().resolve(Baseline.FILE);
        return read.baseline().isPresent()
                ? shrink(read.baseline().get(), owner, file, Set.copyOf(entries.values()), open)
                : adopt(asOf, owner, file, open);
    }

    private static BaselineReport shrink(
            Baseline baseline, Optional<String> owner, Path file, Set<Entry> found, Set<Entry> open)
            throws IOException {
        if (owner.isPresent()) {
            return BaselineReport.refused("there is one already, and it only becomes less; mend what is new");
        }
        Set<Entry> kept = new TreeSet<>(baseline.entries().keySet());
        kept.retainAll(found);
        int mended = baseline.entries().size() - kept.size();
        if (kept.isEmpty()) {
            Files.delete(file);
        } else if (mended > 0) {
            ReportFile.write(file, Baseline.text(baseline.owner(), baseline.since(), kept));
        }
        Set<Entry> unknown = new HashSet<>(open);
        unknown.removeAll(kept);
        return BaselineReport.of(kept.size(), 0, mended, unknown.size());
    }

    private static BaselineReport adopt(LocalDate asOf, Optional<String> owner, Path file, Set<Entry> open)
            throws IOException {
        if (owner.isEmpty()) {
            return BaselineReport.refused("there is none yet; say who answers for what is found to make one, with"
                    + " --adopt OWNER, or in Maven -Drunbook.baseline.adopt=OWNER");
        }
        String name = owner.get().strip();
        if (!Baseline.OWNER.matcher(name).matches()) {
            return BaselineReport.refused("its owner is a name on one line");
        }
        if (!open.isEmpty()) {
            ReportFile.write(file, Baseline.text(name, asOf, open));
        }
        return BaselineReport.of(open.size(), open.size(), 0, 0);
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
            return CheckReport.unread(findings.sorted());
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

    /**
     * Plants a defect for each finding into a copy of what a configuration names, one at a time, and looks whether it is found. The
     * files themselves are only read.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param in what {@code -} among its {@code alert-rules} stands for; read to its end, and only if it is named
     * @return what was found, missed, and not planted
     * @throws IOException if the copy cannot be written; the message says where
     */
    public SelfTestReport selfTest(Path configuration, InputStream in) throws IOException {
        var standardInput = new StandardInput(in, FileReader.LARGEST + 1);
        var findings = new Findings();
        Optional<Reading> read = sources.read(configuration, LocalDate.EPOCH, standardInput, findings);
        if (read.isEmpty() || findings.tellOfUnread()) {
            return new SelfTestReport(findings.ofUnread().sorted(), List.of(), List.of(), new TreeMap<>());
        }
        return SelfTest.run(read.get(), root, (top, copy, options) -> {
            var index = new ArrayList<>(indexPath);
            index.add(copy.resolveSibling("index"));
            var found = new Findings();
            Optional<Examined> examined = new RunbookCompiler(top, index).examine(copy, options, standardInput, found);
            examined.map(Examined::read)
                    .flatMap(Reading::baseline)
                    .ifPresent(baseline -> baseline.reportStale(List.of(), found));
            return new SelfTest.Checked(
                    found.sorted(), examined.map(state -> state.read().files()).orElse(List.of()));
        });
    }

    /**
     * Begins a runbook for an alert, with the sections that are asked for and the labels that come with it.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param alert the alert's name
     * @param owner who keeps the runbook true
     * @param file where it is written; beside the other runbooks without it
     * @param dry whether nothing is written
     * @return what was written
     * @throws IOException if it cannot be written; the message says which file
     */
    public EditReport newRunbook(Path configuration, String alert, String owner, Optional<Path> file, boolean dry)
            throws IOException {
        return edit(configuration, LocalDate.EPOCH, true, editor -> editor.newRunbook(alert, owner, file, dry));
    }

    /**
     * Writes down that a runbook was validated: a record in {@code validations.yaml}, and the day in the runbook.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param slug the runbook's slug
     * @param validation what is to be written
     * @param dry whether nothing is written
     * @return what was written
     * @throws IOException if it cannot be written; the message says which file
     */
    public EditReport validated(Path configuration, String slug, ValidationEdits validation, boolean dry)
            throws IOException {
        return edit(configuration, validation.day(), false, editor -> editor.validated(slug, validation, dry));
    }

    /**
     * Writes down that an exercise was held: a record in its file.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param exercise the exercise's name
     * @param record what is to be written
     * @param asOf the day that counts as today
     * @param dry whether nothing is written
     * @return what was written, and what came of each objective
     * @throws IOException if it cannot be written; the message says which file
     */
    public EditReport exercised(Path configuration, String exercise, ExerciseEdits record, LocalDate asOf, boolean dry)
            throws IOException {
        return edit(configuration, asOf, false, editor -> editor.exercised(exercise, record, asOf, dry));
    }

    /**
     * Mends what can be mended without knowing more than the files say: links that alerts lack and a runbook knows, names of pages in
     * other letters, redirects from the old names of pages, steps that isolate and do not say what becomes of that. Keeps all else as it
     * is; a second time there is nothing to do.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @param owner who keeps the runbooks true that are begun for alerts without one; empty if none is begun
     * @param dry whether nothing is written
     * @return what was written
     * @throws IOException if it cannot be written; the message says which file
     */
    public EditReport fix(Path configuration, Optional<String> owner, boolean dry) throws IOException {
        return edit(configuration, LocalDate.EPOCH, owner.isPresent(), editor -> editor.fix(owner, dry));
    }

    /** Without any runbook too, where it begins some. */
    private EditReport edit(Path configuration, LocalDate asOf, boolean begins, Function<Editor, EditReport> work)
            throws IOException {
        var findings = new Findings();
        var nothing = new StandardInput(InputStream.nullInputStream(), 1);
        Optional<Reading> read = sources.read(configuration, asOf, nothing, findings);
        List<Finding> unread = findings.ofUnread().sorted().stream()
                .filter(finding -> !begins || read.isEmpty() || !read.get().isOfMissingRunbooks(finding))
                .toList();
        if (read.isEmpty() || !unread.isEmpty()) {
            return EditReport.unread(unread);
        }
        EditReport report = work.apply(new Editor(read.get(), sources, root, asOf));
        if (!report.dry()) {
            for (Change change : report.changes()) {
                change.write();
            }
        }
        return report;
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
     * Writes what there is to be named in transactions: the pages {@code actions.md}, {@code checks.md} and {@code types.md} for
     * people, and {@code transaction.schema.json} for editors. Nothing is written if the index could not be read whole.
     *
     * @param folder where they are written
     * @return what was found and written
     * @throws IOException if a file cannot be written; the message says which
     */
    public DescribeReport describe(Path folder) throws IOException {
        var findings = new Findings();
        Index index = sources.index(findings);
        var report = new DescribeReport(
                findings.sorted(),
                index.actions().size(),
                index.checks().size(),
                index.types().size());
        if (report.passed()) {
            for (ReferencePage page : ReferencePages.of(index)) {
                ReportFile.write(folder.resolve(page.name() + ".md"), page.markdown());
            }
            ReportFile.write(folder.resolve("transaction.schema.json"), TransactionSchema.of(index));
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
        Optional<Deployment> settings = sources.deployment(
                deployment.orElse(read.get().folder().resolve(DeploymentReader.FILE)),
                read.get(),
                automation,
                findings);
        int enforced = settings.map(found -> found.enforced().size()).orElse(0);
        var report = new ManifestsReport(findings.sorted(), enforced, automation.size() - enforced);
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
