package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.resolve.Site;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.RepositoryFiles;
import dev.runproof.compiler.workspace.SiteSetting;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is suggested for a missing or broken link: the runbook that lists the alert, else that of its name, else a near one. */
class HelpTest {

    private static final String LISTS = "---\nalerts: [Other, DiskFull]\n---\n# Storage\n";

    private final Findings findings = new Findings();

    private List<Finding> check(String site, List<Runbook> runbooks, String annotations) {
        var file = new SourceFile(
                "rules.yaml",
                "groups: [{name: g, rules: [{alert: DiskFull, expr: x, annotations: {" + annotations + "}}]}]");
        List<Site> sites = Stream.of(site)
                .map(text -> new Located<>(text, new SourceFile("runbook.yaml", text).all()))
                .map(at -> new SiteSetting(at, Optional.empty(), Optional.empty()))
                .flatMap(setting -> Site.parse(setting, findings).stream())
                .toList();
        var library = Library.of(new RepositoryFiles(Path.of("nowhere")), LocalDate.of(2026, 11, 22))
                .sites(sites)
                .runbooks(runbooks)
                .links(List.of("runbook_url"), Map.of())
                .alerts(new AlertRuleReader(findings).read(file, false).alerts(), true)
                .build();
        List.of(new MissingRunbookUrl(), new UnknownRunbook(), new DuplicateSlug())
                .forEach(check -> check.run(library, findings));
        return findings.sorted();
    }

    private Runbook runbook(String path, String text) {
        return new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile(path + ".md", text), path + ".md", path, findings);
    }

    @Test
    void theRunbookThatListsTheAlertComesFirst() {
        var runbooks = List.of(runbook("disk", "# DiskFull"), runbook("storage", LISTS));
        assertThat(check("https://r.example/{slug}/", runbooks, ""))
                .extracting(Finding::help)
                .containsExactly("add runbook_url: https://r.example/storage/ (storage.md)");
    }

    @Test
    void elseTheOneOfItsName() {
        var runbooks = List.of(runbook("other", "# Other"), runbook("disk", "# Runbook: DiskFull"));
        assertThat(check("https://r.example/{slug}/", runbooks, ""))
                .extracting(Finding::help)
                .containsExactly("add runbook_url: https://r.example/disk-full/ (disk.md)");
    }

    @Test
    void withoutAnyItIsToBeWritten() {
        assertThat(check("https://r.example/{slug}/", List.of(runbook("other", "# Other")), "summary: ''"))
                .extracting(Finding::help)
                .containsExactly("write a runbook, and add its address to the annotations as runbook_url");
    }

    @Test
    void anEmptyLinkIsMarkedItself() {
        assertThat(check("https://r.example/{slug}/", List.of(), "runbook_url: ' '"))
                .extracting(finding -> finding.span().text())
                .containsExactly("' '");
    }

    @Test
    void aBrokenLinkIsLedToTheRunbookThatListsTheAlert() {
        var runbooks = List.of(runbook("disk", "# DiskFul"), runbook("storage", LISTS));
        assertThat(check("https://r.example/{slug}/", runbooks, "runbook_url: 'https://r.example/disk-full/'"))
                .extracting(Finding::help)
                .containsExactly("did you mean https://r.example/storage/ (storage.md)? Otherwise write the runbook");
    }

    @Test
    void elseToANearOneElseToNone() {
        var near = List.of(runbook("disk", "# DiskFulll"));
        assertThat(check("https://r.example/{slug}/", near, "runbook_url: 'https://r.example/disk-full/'"))
                .extracting(Finding::help)
                .containsExactly("did you mean https://r.example/disk-fulll/ (disk.md)? Otherwise write the runbook");
    }

    @Test
    void anAddressWithoutAPageSaysSo() {
        assertThat(check("https://r.example/{slug}/", List.of(), "runbook_url: 'https://r.example/'"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).endsWith("the address names no page");
                    assertThat(finding.help()).isEqualTo("write the runbook, or correct the address");
                });
    }

    @Test
    void slugsAreOfNoConcernWherePagesAreNamedByFiles() {
        var same = List.of(runbook("a", "# Same"), runbook("b", "# Same"));
        assertThat(check("https://r.example/{path}", same, "runbook_url: 'https://r.example/a'"))
                .isEmpty();
        assertThat(check("https://r.example/{slug}", same, "runbook_url: 'https://r.example/same'"))
                .extracting(finding -> finding.rule().id())
                .containsExactly("duplicate-slug");
    }
}
