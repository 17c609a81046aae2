package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What annotations show, held against the labels that expressions give. */
class LabelsInAnnotationsTest {

    @TempDir
    private Path folder;

    private List<String> check(String expression, String summary) throws IOException {
        Files.writeString(folder.resolve("a.md"), "# Attack\n");
        Files.writeString(folder.resolve("a.yaml"), """
                groups:
                - name: g
                  rules:
                  - alert: Attack
                    expr: %s
                    labels: { team: a }
                    annotations: { runbook_url: 'https://r.example/attack/', summary: '%s' }
                """.formatted(expression, summary));
        Files.writeString(folder.resolve("runbook.yaml"), """
                base-url: https://r.example/
                runbooks: ["*.md"]
                alert-rules: [a.yaml]
                severities: { missing-for: off, never-stops: off }
                """);
        return new RunbookCompiler(folder, List.of())
                        .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)))
                        .findings()
                        .stream()
                        .map(finding ->
                                finding.rule().id() + " " + finding.span().text())
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$labels.pod",
                ".Labels.pod",
                "$.Labels.pod",
                "$labels \"pod\"",
                ".Labels \"pod\"",
            })
    void whatNeverComesIsFoundInEachForm(String label) throws IOException {
        for (String template :
                List.of("{{ %s }}", "{{- %s | toUpper -}}", "a {{ $x := (%s) }}", "{{ printf \"%%s\" (%s) }}")) {
            String shown = label.endsWith("\"") ? "index " + label : label;
            assertThat(check("sum(x) > 1", template.formatted(shown))).containsExactly("impossible-label " + label);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ $labels.job }} {{ .Labels.job }} {{ $value }} {{ $externalLabels.pod }}",
                "{{ if $labels.pod }}{{ $labels.pod }}{{ end }}",
                "{{ with $labels.pod }}{{ . }}{{ end }}",
                "{{ or $labels.pod \"none\" }}",
                "{{ if eq $labels.pod \"x\" }}y{{ end }}",
                "{{ range query \"up\" }}{{ .Labels.pod }}{{ end }}",
                "{{ with query \"up\" }}{{ . | first | label \"pod\" }}{{ end }}",
                "{{ $labels := .Labels }}{{ $labels.pod }}",
                "{{ define \"a\" }}{{ .Labels.pod }}{{ end }}",
                "{{/* $labels.pod */}} {{ \"$labels.pod\" }} $labels.pod",
                "{{ $labels.pod",
            })
    void whatIsAskedForOrMeansSomethingElseIsNot(String summary) throws IOException {
        assertThat(check("sum by (job) (x) > 1", summary)).isEmpty();
    }

    @Test
    void inARangeTheAlertIsStillThere() throws IOException {
        assertThat(check("sum(x) > 1", "{{ range query \"up\" }}{{ $labels.pod }}{{ end }}"))
                .containsExactly("impossible-label $labels.pod");
    }

    @Test
    void whatMayComeIsWell() throws IOException {
        assertThat(check("x > 1", "{{ $labels.pod }}")).isEmpty();
        assertThat(check("sum by (pod) (x) > 1", "{{ $labels.pod }}")).isEmpty();
    }

    /** They are filled before the labels of the rule are added. */
    @Test
    void labelsOfTheRuleAreNotThere() throws IOException {
        assertThat(check("sum(x) > 1", "{{ $labels.team }} {{ $labels.alertname }}"))
                .containsExactly("impossible-label $labels.team", "impossible-label $labels.alertname");
    }

    @Test
    void whatLogQlDropsIsNotThereEither() throws IOException {
        String expression = "sum by (job) (count_over_time({app=\"a\"} |= \"x\" [5m])) > 1";
        assertThat(check(expression, "{{ $labels.pod }} {{ $labels.job }}"))
                .containsExactly("impossible-label $labels.pod");
        assertThat(check("count_over_time({app=\"a\"} |= \"x\" [5m]) > 1", "{{ $labels.pod }}"))
                .isEmpty();
    }

    @Test
    void ofABrokenExpressionNothingIsSaid() throws IOException {
        assertThat(check("sum by (", "{{ $labels.pod }}")).containsExactly("invalid-promql (");
    }
}
