package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A library from texts, published under {@code https://r.example/{slug}/}. */
final class LibraryBuilder {

    private final Findings findings = new Findings();
    private final List<Runbook> runbooks = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>();
    private List<String> sections = List.of();
    private boolean allAlertsRead = true;
    private final List<Redirect> redirects = new ArrayList<>();
    private Optional<SlugsLock> lock = Optional.empty();

    LibraryBuilder sections(String... titles) {
        sections = List.of(titles);
        return this;
    }

    LibraryBuilder runbook(String name, String text) {
        runbooks.add(new RunbookReader(SlugSource.TITLE, findings)
                .read(new SourceFile(name + ".md", text), name + ".md", name));
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
        var site = new SourceFile("runbook.yaml", "https://r.example/{slug}/");
        List<Site> sites = Site.parse(new Located<>(site.text(), site.all()), findings).stream()
                .toList();
        var publication = Publication.of(new Pages(runbooks, true), redirects, lock);
        Checks.run(
                Library.of(
                        sites,
                        sections,
                        runbooks,
                        List.of("runbook_url"),
                        alerts,
                        allAlertsRead,
                        publication,
                        Freshness.unasked(LocalDate.of(2026, 11, 22))),
                findings);
        return findings.sorted();
    }
}
