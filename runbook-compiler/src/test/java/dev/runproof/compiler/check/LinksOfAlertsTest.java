package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The links of alerts: headings, the order of their parts, other sites, and templates. */
class LinksOfAlertsTest {

    private static final String DISK =
            "---\nalerts: [A]\n---\n# Runbook: Disk\n\n## Triage Steps (first 5 minutes)\n\nx\n\n## Größe\n\nx\n";

    private static LibraryBuilder library() {
        return new LibraryBuilder().runbook("disk", DISK);
    }

    /** What is found, as {@code id message | help}. */
    private static List<String> found(LibraryBuilder library) {
        return library.found().stream()
                .map(finding -> finding.rule().id() + " " + finding.message() + " | " + finding.help())
                .toList();
    }

    private static List<String> ids(LibraryBuilder library) {
        return library.found().stream().map(finding -> finding.rule().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://r.example/disk/",
                "https://r.example/disk/#",
                "https://r.example/disk/#top",
                "https://r.example/disk#triage-steps-first-5-minutes",
                "https://r.example/disk/?a=b#gr%C3%B6%C3%9Fe",
                "https://r.example/disk/#größe:~:text=x",
                "https://r.example/disk/?node={{ $labels.instance | urlquery }}&v={{ $value }}#größe",
                "https://r.example/{{ \"disk\" }}/{{/* a #comment? */}}",
                "https://r.example/ {{- `disk` -}} /",
            })
    void aRightLinkIsSilent(String link) {
        assertThat(found(library().link("A", link))).isEmpty();
    }

    @Test
    void aHeadingThatThePageLacksIsAnError() {
        assertThat(found(library().link("A", "https://r.example/disk/#triage-step-first-5-minutes")))
                .containsExactly("unknown-heading alert A links to a heading that disk.md lacks: there is no "
                        + "#triage-step-first-5-minutes by the rules of runproof | did you mean "
                        + "#triage-steps-first-5-minutes?");
        assertThat(found(library().link("A", "https://r.example/disk/#alert-name-disk")))
                .singleElement()
                .asString()
                .endsWith("| the page has #runbook-disk, #triage-steps-first-5-minutes, #größe");
    }

    @Test
    void theRulesAreThoseOfTheSite() {
        LibraryBuilder library = library()
                .sites("https://mk.example/{path} mkdocs", "https://github.com/o/r/blob/{ref}/{path}.md")
                .link("A", "https://mk.example/disk#groe")
                .link("A", "https://github.com/o/r/blob/main/disk.md#größe")
                .link("A", "https://github.com/o/r/blob/main/disk.md?plain=1#L10-L12");
        assertThat(found(library)).isEmpty();
        assertThat(found(library.link("A", "https://mk.example/disk#größe")))
                .containsExactly("unknown-heading alert A links to a heading that disk.md lacks: there is no #größe by "
                        + "the rules of mkdocs | did you mean #groe?");
        assertThat(ids(library.link("A", "https://github.com/o/r/blob/main/disk.md#L10")))
                .contains("unknown-heading");
    }

    @Test
    void theRulesOfGitLabAreItsOwn() {
        LibraryBuilder library = new LibraryBuilder()
                .runbook("disk", "---\nalerts: [A]\n---\n# Disk\n\n## Reads & writes\n\nx\n")
                .sites("https://gitlab.com/o/r/-/blob/{ref}/{path}.md")
                .link("A", "https://gitlab.com/o/r/-/blob/main/disk.md?ref_type=heads#reads-writes");
        assertThat(found(library)).isEmpty();
        assertThat(ids(library.link("A", "https://gitlab.com/o/r/-/blob/main/disk.md#reads--writes")))
                .containsExactly("unknown-heading");
    }

    @Test
    void whatWasProbablyMeantIsOnTheBranchOfTheLink() {
        LibraryBuilder library = library()
                .sites("https://h.example/{path}", "https://github.com/o/r/blob/{ref}/{path}.md")
                .link("A", "https://github.com/o/r/blob/v1/disks.md")
                .link("B", "https://github.com/o/r/blob/v1/dsik.md");
        assertThat(library.found().stream()
                        .filter(finding -> finding.rule().id().equals("unknown-runbook"))
                        .map(Finding::help))
                .hasSize(2)
                .allMatch(help -> help.startsWith("did you mean https://github.com/o/r/blob/v1/disk.md (disk.md)?"));
    }

    @Test
    void anotherCaseIsAWarning() {
        assertThat(found(library().link("A", "https://r.example/disk/#Triage-Steps-First-5-Minutes")))
                .containsExactly("heading-case alert A links to #Triage-Steps-First-5-Minutes, and disk.md has "
                        + "#triage-steps-first-5-minutes | write #triage-steps-first-5-minutes, since capital letters count "
                        + "in anchors");
    }

    @ParameterizedTest
    @CsvSource({
        "https://r.example/disk/#größe?x={{ $labels.y }}, https://r.example/disk/?x={{ $labels.y }}#größe",
        "https://r.example/disk/?a=1#größe?b=2,           https://r.example/disk/?a=1&b=2#größe",
    })
    void aQueryBehindTheFragmentIsAnError(String link, String right) {
        assertThat(found(library().link("A", link)))
                .containsExactly("query-after-fragment alert A links to an address with its query behind its fragment, "
                        + "so that the page gets neither | write " + right);
    }

    @Test
    void programsOfOtherSitesMayRouteByTheirFragments() {
        assertThat(ids(library().link("A", "https://other.example/#/disk?x=1"))).containsExactly("link-elsewhere");
    }

    @Test
    void anotherSiteIsAWarningThatNamesTheRunbookWeHave() {
        assertThat(found(library().link("A", "https://wiki.example/disk")))
                .containsExactly("link-elsewhere alert A links out of the sites of runbook.yaml: the address is on "
                        + "wiki.example | link to https://r.example/disk/ (disk.md), which is for this alert, or add the "
                        + "site to sites: in runbook.yaml");
        assertThat(found(library().link("B", "/runbooks/b")))
                .contains("link-elsewhere alert B links out of the sites of runbook.yaml: the address begins with / "
                        + "and has no host | write the whole address, such as https://r.example/runbooks/b: a notification "
                        + "does not know where it begins");
    }

    @Test
    void aLabelOfTheExpressionIsReadFromTheRule() {
        assertThat(found(library().link("A", "https://r.example/{{ $labels.job | toLower }}/", "{job: DISK}")))
                .isEmpty();
        assertThat(found(library().link("A", "https://r.example/{{ index .Labels \"job\" }}/", "{job: disc}")))
                .singleElement()
                .asString()
                .startsWith(
                        "unknown-runbook alert A links to a runbook that does not exist: there is no disc where job is "
                                + "disc | did you mean https://r.example/disk/");
    }

    /** Prometheus fills templates before it adds the labels of the rule: tried with promtool. */
    @Test
    void aLabelOfTheRuleAloneIsReadAndDoubted() {
        assertThat(found(library().link("A", "https://r.example/{{ $labels.page }}/", "{page: disk}")))
                .containsExactly(
                        "unverifiable-link the link of alert A cannot be checked: its address has the label page in "
                                + "it, which the rule sets after templates are filled: it is empty, unless the expression gives it "
                                + "| write disk in place of the template; or, if the expression gives it, declare values: { page: "
                                + "[...] } in runbook.yaml");
        assertThat(found(library().link("Disk", "https://r.example/{{ .Labels.alertname | toLower }}/")))
                .extracting(text -> text.substring(0, text.indexOf(' ')))
                .contains("unverifiable-link")
                .doesNotContain("unknown-runbook");
    }

    @Test
    void aDeclaredLabelIsTriedWithAllItsValues() {
        LibraryBuilder library = library()
                .runbook("node", "---\nalerts: [A]\n---\n# Node\n## Größe\n\nx\n")
                .link("A", "https://r.example/{{ $labels.what }}/#größe");
        assertThat(found(library.values("what", "disk", "node", "disk"))).isEmpty();
        assertThat(found(library.values("what", "disk", "memory", "cpu", "net")))
                .filteredOn(text -> !text.startsWith("orphan-runbook"))
                .containsExactly(
                        "unknown-runbook alert A links to a runbook that does not exist: there is no memory where "
                                + "what is memory, and wrong for 2 other values | did you mean https://r.example/disk/ (disk.md)? "
                                + "Otherwise write the runbook");
    }

    @Test
    void aHeadingThatOnePageLacksIsNamedWithItsValue() {
        LibraryBuilder library = library()
                .runbook("node", "---\nalerts: [A]\n---\n# Node\n")
                .link("A", "https://r.example/{{ $labels.what }}/#größe")
                .values("what", "disk", "node");
        assertThat(found(library))
                .singleElement()
                .asString()
                .contains(
                        "a heading that node.md lacks: there is no #größe by the rules of runproof where what is node");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '§',
            value = {
                "https://r.example/{{ $labels.x }}/              ¦ its address is not known before the alert fires: it has the label x in it",
                "https://r.example/disk/#{{ $labels.x }}         ¦ its heading is not known before the alert fires: it has the label x in it",
                "https://{{ $externalLabels.host }}/disk         ¦ its address is not known before the alert fires: it has an external label in it, which is set where the server runs",
                "{{ $externalURL }}/disk                         ¦ its address is not known before the alert fires: it has the address of the server in it",
                "https://r.example/{{ if true }}disk{{ end }}    ¦ its address is not known before the alert fires: it depends on a condition",
                "https://r.example/{{ $value }}                  ¦ its address is not known before the alert fires: it has the value of the expression in it",
                "https://r.example/{{ $labels.job | reReplaceAll `a` `b` }} ¦ its address is not known before the alert fires: it is not known what {{ $labels.job | reReplaceAll `a` `b` }} gives",
                "https://r.example/{{ (index $labels `job`) }}   ¦ its address is not known before the alert fires: it is not known what {{ (index $labels `job`) }} gives",
                "https://r.example/{{ $labels.x                  ¦ its address is not known before the alert fires: its template is not closed",
                "https://r.example/{{ }}                         ¦ its address is not known before the alert fires: it is not known what {{ }} gives",
            })
    void whatCannotBeKnownIsAWarning(String link, String why) {
        assertThat(library().link("A", link).found())
                .extracting(Finding::message)
                .contains("the link of alert A cannot be checked: " + why);
    }

    @Test
    void aLabelThatIsATemplateItselfIsNotKnown() {
        assertThat(ids(library().link("A", "https://r.example/{{ $labels.job }}/", "{job: \"{{ $value }}\"}")))
                .contains("unverifiable-link");
    }

    @Test
    void tooManyValuesAreNotTried() {
        String[] many = IntStream.range(0, 40).mapToObj(i -> "v" + i).toArray(String[]::new);
        LibraryBuilder library = library().values("a", many).values("b", many);
        assertThat(library.link("A", "https://r.example/{{ $labels.a }}{{ $labels.b }}/")
                        .found())
                .extracting(Finding::message)
                .contains(
                        "the link of alert A cannot be checked: the values of its labels give more than 1000 addresses");
    }

    @Test
    void templatesOfAnyShapeAreRead() {
        Stream.of(
                        "{{",
                        "{{ \"",
                        "{{ `",
                        "{{/*",
                        "{{ | }}",
                        "{{ a | b | }}",
                        "{{-",
                        "}}{{",
                        "{{ '{{' }}",
                        "{{ \"\\",
                        "#?#?",
                        "?#{{")
                .forEach(piece -> assertThat(library()
                                .link(
                                        "A",
                                        ("https://r.example/" + piece.repeat(5_000))
                                                .replace("'", "''")
                                                .replace("\\", ""))
                                .found())
                        .isNotNull());
    }

    /** Behind a question mark it decides nothing. */
    @Test
    void aDeclaredLabelThatMayBeMissingIsToldWhereItDecidesThePage() {
        assertThat(new LibraryBuilder()
                        .runbook("a", "# A\n")
                        .values("other", "a")
                        .link("A", "https://r.example/{{ $labels.other }}/?q={{ $labels.other }}&r={{ $labels.more }}")
                        .findings("uncertain-label"))
                .containsExactly(
                        "4:108 uncertain-label the link of alert A leads nowhere without the label other, which may be missing");
        assertThat(new LibraryBuilder()
                        .runbook("a", "# A\n")
                        .link("A", "https://r.example/a/?q={{ $labels.other }}")
                        .findings("uncertain-label"))
                .isEmpty();
    }
}
