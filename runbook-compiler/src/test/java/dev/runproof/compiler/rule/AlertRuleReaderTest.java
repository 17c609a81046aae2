package dev.runproof.compiler.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleReaderTest {

    private final Findings findings = new Findings();

    private List<Alert> read(String text) {
        return new AlertRuleReader(findings)
                .read(new SourceFile("rules.yaml", text), false)
                .alerts();
    }

    @Test
    void readsRuleFilesAndResourcesInOneFile() {
        List<Alert> alerts = read("""
                groups:
                - name: first
                  rules:
                  - record: a:b
                    expr: c
                  - alert: One
                    expr: up == 0
                    labels: {severity: critical}
                    annotations:
                      summary: text
                - name: empty
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                spec:
                  groups:
                  - name: second
                    rules:
                    - {alert: Two, expr: down, annotations: null}
                """);
        assertThat(findings.sorted()).isEmpty();
        assertThat(alerts)
                .extracting(alert -> alert.group() + "/" + alert.name().value())
                .containsExactly("first/One", "second/Two");
        Alert one = alerts.get(0);
        assertThat(one.expression().span()).hasToString("rules.yaml:7:11");
        assertThat(one.labels())
                .hasEntrySatisfying(
                        "severity", label -> assertThat(label.value()).isEqualTo("critical"));
        assertThat(one.annotationsKey()).get().hasToString("rules.yaml:9:5");
        assertThat(alerts.get(1).annotationsKey()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                             | rules.yaml:1:1  | is empty",
                "text                                           | rules.yaml:1:1  | holds no alert rules",
                "a: b                                           | rules.yaml:1:1  | there are no groups here",
                "{}                                             | rules.yaml:1:1  | there are no groups here",
                "kind: PrometheusRule                           | rules.yaml:1:1  | there are no spec.groups here",
                "kind: Pod                                      | rules.yaml:1:7  | kind Pod",
                "groups: text                                   | rules.yaml:1:9  | groups is a list",
                "groups: [text]                                 | rules.yaml:1:10 | a group is a mapping",
                "groups: [{rules: []}]                          | rules.yaml:1:11 | a group without a name",
                "groups: [{name: g, rules: text}]               | rules.yaml:1:27 | rules is a list",
                "groups: [{name: g, rules: [text]}]             | rules.yaml:1:28 | a rule is a mapping",
                "groups: [{name: g, rules: [{}]}]               | rules.yaml:1:28 | a rule is a mapping",
                "groups: [{name: g, rules: [{expr: a}]}]        | rules.yaml:1:29 | neither alert nor record",
                "groups: [{name: g, rules: [{alert: , expr: a}]}] | rules.yaml:1:29 | without a name",
                "groups: [{name: g, rules: [{alert: A}]}]       | rules.yaml:1:36 | A has no expression",
                "groups: [{name: g, rules: [{alert: A, expr: a, labels: [b]}]}] | rules.yaml:1:56 | labels is a list",
                "groups: [{name: g, rules: [{alert: A, expr: a, labels: {b: [c]}}]}] | rules.yaml:1:60 | labels.b is a list",
            })
    void whatHasAnotherShapeIsOneFinding(String text, String place, String message) {
        read(text);
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(AlertRuleReader.INVALID_ALERT_RULES);
            assertThat(finding.span()).hasToString(place);
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void aThousandMistakesAreAThousandFindings() {
        read("groups:\n- name: g\n  rules:\n" + "  - expr: a\n".repeat(1_000));
        assertThat(findings.sorted()).hasSize(1_000);
    }
}
