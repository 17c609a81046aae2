package dev.runproof.compiler;

import dev.runproof.compiler.check.Checks;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.output.Ledger;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.workspace.Configuration;
import dev.runproof.compiler.workspace.ConfigurationReader;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.workspace.FileSearch;
import dev.runproof.compiler.workspace.FileSearch.Found;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one door to the compiler.
 *
 * <p>Whatever users wrote, its methods return findings and throw nothing; an exception is a mistake of ours. Immutable and
 * thread-safe. It opens no network connection and runs no program.
 */
public final class RunbookCompiler {

    private final FileReader files;

    /**
     * Makes a compiler.
     *
     * @param root the folder that the names of files in findings are relative to
     * @param indexPath jars and folders whose {@code META-INF/runproof} describes actions, checks and types; for a name that
     *     several describe, the first wins
     */
    public RunbookCompiler(Path root, List<Path> indexPath) {
        this.files = new FileReader(root);
    }

    /**
     * Checks all that a configuration names.
     *
     * @param configuration the path of {@code runbook.yaml}
     * @return what was found
     */
    public CheckReport check(Path configuration) {
        var findings = new Findings();
        Path folder = Optional.ofNullable(
                        configuration.toAbsolutePath().normalize().getParent())
                .orElse(configuration.toAbsolutePath());
        Optional<Configuration> read =
                files.read(configuration, findings).flatMap(file -> ConfigurationReader.read(file, folder, findings));
        if (read.isEmpty()) {
            return new CheckReport(findings.sorted(), Ledger.empty(), List.of(), List.of());
        }
        List<Site> sites = sites(read.get(), findings);
        var search = new FileSearch(folder, files, findings);
        List<Runbook> runbooks = runbooks(search.find(read.get().runbooks(), "*.md"), findings);
        List<Found> ruleFiles = search.find(read.get().alertRules(), "*.{yaml,yml}");
        Library library = Library.of(sites, runbooks, alerts(ruleFiles, findings));
        Checks.run(library, findings);
        return new CheckReport(
                findings.sorted(), Ledger.of(ruleFiles.size(), library), library.runbooks(), library.links());
    }

    private static List<Site> sites(Configuration configuration, Findings findings) {
        var sites = new ArrayList<Site>();
        for (Located<String> site : configuration.sites()) {
            Site.parse(site, findings).ifPresent(sites::add);
        }
        return sites;
    }

    private List<Runbook> runbooks(List<Found> found, Findings findings) {
        var reader = new RunbookReader(findings);
        var runbooks = new ArrayList<Runbook>();
        for (Found file : found) {
            files.read(file.path(), findings)
                    .map(source -> reader.read(source, withoutEnding(file.below())))
                    .ifPresent(runbooks::add);
        }
        return runbooks;
    }

    private List<Alert> alerts(List<Found> found, Findings findings) {
        var reader = new AlertRuleReader(findings);
        var alerts = new ArrayList<Alert>();
        for (Found file : found) {
            files.read(file.path(), findings).map(reader::read).ifPresent(alerts::addAll);
        }
        return alerts;
    }

    private static String withoutEnding(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    }
}
