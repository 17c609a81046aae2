package dev.runproof.compiler.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.template.TemplateReader;
import dev.runproof.compiler.template.TemplateText;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text passes on, with the links {@code runbook_url} and {@code runbook}. */
class LinkFlowTest {

    private final Findings findings = new Findings();
    private final LinkFlow flow =
            new LinkFlow(new Templates(DefaultTemplates.byName(), true), Set.of("runbook_url", "runbook"), findings);

    private Evidence follow(String text) {
        return flow.follow(TemplateReader.read(TemplateText.of(new SourceFile("a.tmpl", text)), findings)
                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}",
                "{{ range .Alerts.Firing }}{{ .Annotations.runbook }}{{ end }}",
                "{{ range $i, $alert := .Alerts }}{{ $alert.Annotations.runbook_url }}{{ end }}",
                "{{ (index .Alerts 0).Annotations.runbook_url }}",
                "{{ with index .Alerts.Firing 0 }}{{ .Annotations.runbook_url }}{{ end }}",
                "{{ range .Alerts }}{{ index .Annotations \"runbook_url\" }}{{ end }}",
                "{{ range .Alerts }}{{ .Annotations }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ .Name }}={{ .Value }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ range $k, $v := .Annotations }}{{ $v }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ .Annotations.Values | join \" \" }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ if eq .Name \"runbook_url\" }}{{ .Value }}{{ end }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ if ne .Name \"summary\" }}{{ .Value }}{{ end }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ with .Annotations.Remove (stringSlice \"summary\") }}{{ .Values | join \" \" }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ if .Annotations.runbook_url }}<{{ .Annotations.runbook_url }}|Runbook>{{ else }}none{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ with .Annotations.runbook_url }}{{ . }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ printf \"<%s|Runbook>\" .Annotations.runbook_url | toUpper }}{{ end }}",
                "{{ $link := \"\" }}{{ range .Alerts }}{{ $link = .Annotations.runbook_url }}{{ end }}{{ $link }}",
                "{{ if eq .Status \"firing\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ else }}well{{ end }}",
                "{{ if ne .Status \"resolved\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ if eq .Status \"resolved\" }}well{{ else }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ if gt (len .Alerts.Firing) 0 }}{{ range .Alerts.Firing }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ if gt (.Alerts.Firing | len) 0 }}{{ range .Alerts.Firing }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ if .CommonLabels.team }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ else }}{{ range .Alerts }}{{ .Annotations.runbook }}{{ end }}{{ end }}",
                "{{ if .CommonAnnotations.runbook_url }}{{ .CommonAnnotations.runbook_url }}{{ else }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ or .CommonAnnotations.runbook_url (index .Alerts 0).Annotations.runbook_url \"none\" }}",
                "{{ define \"one\" }}{{ .Annotations.runbook_url }}{{ end }}{{ range .Alerts }}{{ template \"one\" . }}{{ end }}",
                "{{ define \"a\" }}{{ template \"b\" . }}{{ end }}{{ define \"b\" }}{{ range .Alerts }}{{ .Annotations.runbook }}{{ end }}{{ end }}{{ template \"a\" $ }}",
                "{{ template \"email.default.html\" . }}",
                "{{ template \"pagerduty.default.instances\" .Alerts.Firing }}",
                "{{ template \"__text_alert_list\" .Alerts.Firing }}",
                "{{ .Alerts | toJson }}",
                "{{ . | toJson }}"
            })
    void passesTheLinkOfEachAlertOn(String text) {
        Evidence evidence = follow(text);
        assertThat(findings.sorted()).extracting(Finding::message).isEmpty();
        assertThat(evidence.each()).isEqualTo(Certainty.YES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "see the wiki",
                "{{ range .Alerts }}{{ .Annotations.summary }}{{ end }}",
                "{{ range .Alerts }}{{ .Annotations.runbook_urls }} {{ .Labels.runbook_url }}{{ end }}",
                "{{ range .Alerts.Resolved }}{{ .Annotations.runbook_url }}{{ end }}",
                "{{ if eq .Status \"resolved\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ if ne .Status \"firing\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ if eq .Status \"firing\" }}{{ .Labels.a }}{{ else }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ if .Annotations.runbook_url }}there is a runbook{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ if not .Annotations.runbook_url }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ .Name }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ if eq .Name \"summary\" }}{{ .Value }}{{ end }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ range $k, $v := .Annotations }}{{ if eq $k \"summary\" \"description\" }}{{ $v }}{{ end }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ .Annotations.Names | join \" \" }}{{ len .Annotations.runbook_url }}{{ end }}",
                "{{ range .Alerts }}{{ $x := .Annotations.runbook_url }}{{ end }}",
                "{{ range .Alerts }}{{ range (.Annotations.Remove (stringSlice \"runbook_url\" \"runbook\")).SortedPairs }}{{ .Value }}{{ end }}{{ end }}",
                "{{ define \"unused\" }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
                "{{ template \"slack.default.text\" . }}{{ template \"__subject\" . }}",
                "{{/* {{ .Annotations.runbook_url }} */}}",
                "{{ \"{{ .Annotations.runbook_url }}\" }}",
                "{{ .GroupLabels.SortedPairs.Values | join \" \" }} {{ .CommonLabels.alertname }}"
            })
    void passesNoneOn(String text) {
        Evidence evidence = follow(text);
        assertThat(findings.sorted()).extracting(Finding::message).isEmpty();
        assertThat(evidence.each()).isEqualTo(Certainty.NO);
        assertThat(evidence.common()).isEqualTo(Certainty.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ range .Alerts }}{{ if eq .Labels.team \"x\" }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ if gt (len .Alerts) 5 }}many{{ else }}{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ sprig .Annotations.runbook_url }}{{ end }}",
                "{{ range .Alerts }}{{ index .Annotations $.Receiver }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ if match \"^run\" .Name }}{{ .Value }}{{ end }}{{ end }}{{ end }}",
                "{{ range .Alerts }}{{ range .Annotations.SortedPairs }}{{ if ne .Name \"runbook_url\" }}{{ .Value }}{{ end }}{{ end }}{{ end }}",
                "{{ range .CommonLabels.SortedPairs }}{{ (index $.Alerts 0).Annotations.runbook_url }}{{ end }}",
                "{{ $x := .Receiver }}{{ range .Alerts }}{{ $x = .Annotations.runbook_url }}{{ end }}{{ $x }}"
            })
    void isNotKnown(String text) {
        Evidence evidence = follow(text);
        assertThat(findings.sorted()).extracting(Finding::message).isEmpty();
        assertThat(evidence.each()).isEqualTo(Certainty.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            {{ .CommonAnnotations.runbook_url }}                                        § 1:4
            {{ index .CommonAnnotations "runbook_url" }}                                § 1:29
            {{ if .CommonAnnotations.runbook_url }}<{{ .CommonAnnotations.runbook_url }} § 1:44
            {{ with .CommonAnnotations.runbook_url }}<{{ . }}                           § 1:9
            """)
    void passesOnWhatIsCommon(String text, String place) {
        Evidence evidence = follow(text.contains("{{ if") || text.contains("{{ with") ? text + "{{ end }}" : text);
        assertThat(evidence.each()).isEqualTo(Certainty.NO);
        assertThat(evidence.common()).isEqualTo(Certainty.YES);
        assertThat(evidence.commonPlaces()).first().satisfies(link -> {
            assertThat(link.value()).isEqualTo("runbook_url");
            assertThat(link.span().toString()).isEqualTo("a.tmpl:" + place);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            {{ .GroupLabels.cluster }}                                        § cluster
            {{ index .GroupLabels "cluster" }}                                § cluster
            {{ $c := .GroupLabels.cluster }}{{ $c }}                          § cluster
            {{ range .Alerts }}{{ $.GroupLabels.cluster }}{{ end }}           § cluster
            {{ define "a" }}{{ .GroupLabels.cluster }}{{ end }}{{ template "a" . }} § cluster
            {{ if .GroupLabels.cluster }}{{ .GroupLabels.region }}{{ end }}   § region
            {{ if .GroupLabels.cluster }}{{ .GroupLabels.cluster }}{{ end }}  § ''
            {{ with .GroupLabels.cluster }}in {{ . }}{{ end }}                § ''
            {{ .GroupLabels.SortedPairs.Values | join " " }}                  § ''
            {{ .CommonLabels.cluster }}                                       § ''
            """)
    void showsGroupLabels(String text, String label) {
        follow(text);
        assertThat(flow.groupLabels().stream().map(GroupLabelUse::label).toList())
                .isEqualTo(label.equals("''") ? List.of() : List.of(label));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            {{ .Annotations.runbook_url }} § the message has no field Annotations, so that nothing is sent § each alert has it: write {{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}
            {{ range .Alerts }}{{ .CommonLabels.x }}{{ end }} § an alert has no field CommonLabels, so that nothing is sent § the message has it: write $.CommonLabels.x
            {{ .CommonAnotations.x }} § the message has no field CommonAnotations, so that nothing is sent § did you mean .CommonAnnotations?
            {{ range .Alerts }}{{ .Anotations.x }}{{ end }} § an alert has no field Anotations, so that nothing is sent § did you mean .Annotations?
            {{ range .Alerts }}{{ .Annotations.runbook_url | default "none" }}{{ end }} § Alertmanager has no function default, so that nothing is sent § write or, with what counts first: {{ or .CommonLabels.x "none" }}
            {{ .CommonLabels.default | upper }} § Alertmanager has no function upper, so that nothing is sent § write toUpper
            {{ template "slack.default.txt" . }} § there is no template slack.default.txt § did you mean slack.default.text?
            {{ template "wiki" . }} § there is no template wiki § define it in a file that templates: names
            """)
    void isNeverSent(String text, String message, String help) {
        follow(text);
        assertThat(flow.broken()).isTrue();
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.help()).isEqualTo(help);
        });
    }

    /** Each template calls the next one twice, and all call the first: 2^30 ways. */
    @Test
    void manyWaysThroughTemplatesAreNotWalkedOneByOne() {
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String calls = "{{ template \"t" + (i + 1) % 60 + "\" . }}{{ if .Receiver }}{{ template \"t" + (i + 1) % 60
                    + "\" . }}{{ end }}{{ template \"t0\" .Alerts }}";
            text.append("{{ define \"t").append(i).append("\" }}").append(calls).append("{{ end }}");
        }
        Evidence evidence = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> follow(text + "{{ template \"t0\" . }}"));
        assertThat(evidence.each()).as("deeper than is followed").isEqualTo(Certainty.UNKNOWN);
    }

    /** Long lines cost no more than many short ones: each of these takes minutes if a node costs the length of its text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .CommonAnnotations.runbook_url }}",
                "{{ index .CommonAnnotations `runbook_url` }}",
                "{{ .GroupLabels.team }}",
                "{{ range .Alerts }}{{ .Annotations.runbook_url }}{{ end }}",
                "{{ template \"slack.default.title\" . }}"
            })
    void manyActionsAreFollowedEachForItself(String action) {
        Evidence evidence =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> follow(action.repeat(60_000)));
        assertThat(evidence.commonPlaces()).hasSizeLessThanOrEqualTo(100);
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void aPathOfManyFieldsIsFollowedOnce() {
        Evidence evidence = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> follow("{{ .Receiver" + ".a".repeat(300_000) + " }}"));
        assertThat(evidence.each()).isNotEqualTo(Certainty.YES);
    }

    /** To know a template again is no reason to walk through all of it. */
    @Test
    void aLongTemplateIsCalledManyTimes() {
        String text = "{{ define \"a\" }}" + "{{ .Receiver }}".repeat(60_000) + "{{ end }}"
                + "{{ template \"a\" . }}".repeat(60_000);
        Evidence evidence = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> follow(text));
        assertThat(evidence.each()).isEqualTo(Certainty.NO);
    }

    @Test
    void eachKeyInQuotesHasItsOwnPlace() {
        String text = "{{ index .GroupLabels \"a\" }}{{ index .GroupLabels \"b\" }}{{ index .GroupLabels \"a\" }}";
        follow(text);
        assertThat(flow.groupLabels())
                .extracting(use -> use.span().toString())
                .containsExactly("a.tmpl:1:23", "a.tmpl:1:51", "a.tmpl:1:79");
    }
}
