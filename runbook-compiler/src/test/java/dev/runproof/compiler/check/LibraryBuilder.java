package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
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
import dev.runproof.compiler.workspace.RepositoryFiles;
import dev.runproof.compiler.workspace.SiteSetting;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A library from texts, published under {@code https://r.example/{slug}/}. */
final class LibraryBuilder {

    private final Findings findings = new Findings();
    private final List<Runbook> runbooks = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Recording> recordings = new ArrayList<>();
    private final Map<String, List<String>> values = new HashMap<>();
    private List<SiteSetting> sites =
            List.of(new SiteSetting(located("https://r.example/{slug}/"), Optional.empty(), Optional.empty()));
    private Path root = Path.of("nowhere");
    private List<String> sections = List.of();
    private boolean allAlertsRead = true;
    private final List<Redirect> redirects = new ArrayList<>();
    private Optional<SlugsLock> lock = Optional.empty();

    LibraryBuilder sections(String... titles) {
        sections = List.of(titles);
        return this;
    }

    LibraryBuilder runbook(String name, String text) {
        runbooks.add(new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile(name + ".md", text), name + ".md", name, findings));
        return this;
    }

    LibraryBuilder runbook(Runbook runbook) {
        runbooks.add(runbook);
        return this;
    }

    LibraryBuilder alert(String name, String slug) {
        String rules = """
                groups:
                - name: g
                  rules:
                  - {alert: %s, expr: x, annotations: {runbook_url: 'https://r.example/%s/'}}
                """;
        alerts.addAll(new AlertRuleReader(findings)
                .read(new SourceFile(name + ".yaml", rules.formatted(name, slug)), false)
                .alerts());
        return this;
    }

    /** An alert with a link, and perhaps labels, in YAML. */
    LibraryBuilder link(String name, String link, String labels) {
        String rules = """
                groups:
                - name: g
                  rules:
                  - {alert: %s, expr: 'up{job="x", what!=""}', labels: %s, annotations: {runbook_url: '%s'}}
                """;
        alerts.addAll(new AlertRuleReader(findings)
                .read(new SourceFile(name + ".yaml", rules.formatted(name, labels, link)), false)
                .alerts());
        return this;
    }

    /** An alert with an expression, behind which more may stand, and recording rules, in YAML. */
    LibraryBuilder expression(String expression, String recorded) {
        String rules = "groups:\n- name: g\n  rules:\n" + recorded + "  - alert: A\n    expr: " + expression + "\n";
        AlertFile read = new AlertRuleReader(findings).read(new SourceFile("rules.yaml", rules), false);
        alerts.addAll(read.alerts());
        recordings.addAll(read.recordings());
        return this;
    }

    LibraryBuilder link(String name, String link) {
        return link(name, link, "{}");
    }

    /** Sites in place of the usual one, each with the name of its rules for headings behind a blank, if it has any. */
    LibraryBuilder sites(String... patterns) {
        sites = Arrays.stream(patterns)
                .map(pattern -> pattern.split(" ", 3))
                .map(words -> new SiteSetting(
                        located(words[0]),
                        Optional.of(words)
                                .filter(all -> all.length > 1 && !all[1].equals("-"))
                                .map(all -> located(all[1])),
                        Optional.of(words).filter(all -> all.length > 2).map(all -> located(all[2]))))
                .toList();
        return this;
    }

    LibraryBuilder values(String label, String... all) {
        values.put(label, List.of(all));
        return this;
    }

    LibraryBuilder files(Path folder) {
        root = folder;
        return this;
    }

    LibraryBuilder redirects(String text) {
        redirects.addAll(RedirectsReader.read(new SourceFile("redirects.yaml", text), findings));
        return this;
    }

    LibraryBuilder lock(String text) {
        lock = Optional.of(SlugsLockReader.read(new SourceFile("slugs.lock", text), findings));
        return this;
    }

    LibraryBuilder withABrokenRuleFile() {
        allAlertsRead = false;
        return this;
    }

    /** What the checks find, as {@code line:column id message}, for the ids asked for, or all. */
    List<String> findings(String... ids) {
        return found().stream()
                .filter(finding -> ids.length == 0
                        || Arrays.asList(ids).contains(finding.rule().id()))
                .map(finding -> finding.span().from().line() + ":"
                        + finding.span().from().column() + " " + finding.rule().id() + " " + finding.message())
                .toList();
    }

    List<Finding> found() {
        Library library = library();
        Checks.run(library, findings);
        return findings.sorted();
    }

    Library library() {
        List<Site> read = sites.stream()
                .flatMap(site -> Site.parse(site, findings).stream())
                .toList();
        return Library.of(new RepositoryFiles(root), LocalDate.of(2026, 11, 22))
                .sites(read)
                .sections(sections)
                .runbooks(runbooks)
                .links(List.of("runbook_url"), values)
                .alerts(alerts, allAlertsRead)
                .recordings(recordings)
                .publication(Publication.of(new Pages(runbooks, true), redirects, lock))
                .build();
    }

    private static Located<String> located(String text) {
        return new Located<>(text, new SourceFile("runbook.yaml", text).all());
    }
}
