package dev.runproof.compiler.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRuleReaderTest {

    private final Findings findings = new Findings();

    private AlertFile readFile(String text) {
        return new AlertRuleReader(findings).read(new SourceFile("rules.yaml", text), false);
    }

    private List<Alert> read(String text) {
        return readFile(text).alerts();
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
                "groups: [{name: g, rulez: [{alert: A, expr: a}]}] | rules.yaml:1:20 | has no rulez",
                "groups: [{name: g, labels: [a], rules: []}]    | rules.yaml:1:28 | labels is a list",
                "kind: List                                     | rules.yaml:1:7  | kind List",
                "{kind: List, items: [{kind: Pod}, {kind: Job}]} | rules.yaml:1:29 | kind Pod and 1 other hold no",
                "{kind: List, items: text}                      | rules.yaml:1:21 | items is a list",
                "{kind: PrometheusRule, groups: []}             | rules.yaml:1:2  | there are no spec.groups here",
                "{kind: PrometheusRule, spec: {group: []}}      | rules.yaml:1:31 | there are no spec.groups here",
                "[]                                             | rules.yaml:1:1  | holds no alert rules",
                "- name: g                                      | rules.yaml:1:1  | holds no alert rules",
                "- rul: a                                       | rules.yaml:1:3  | neither a rule nor a macro",
                "[{macro: a}, {name: g}]                        | rules.yaml:1:15 | neither a rule nor a macro",
                "[{macro: a}, text]                             | rules.yaml:1:14 | is a mapping",
                "- rule:                                        | rules.yaml:1:3  | without a name",
                "- {rule: A, output: o}                         | rules.yaml:1:10 | no condition, no desc, no priority",
                "- {rule: A}                                    | rules.yaml:1:10 | no condition, no output",
                "- {rule: A, condition: c, output: o, desc: d, priority: CRITICL} | rules.yaml:1:57 | no priority CRITICL",
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
    void alertsHaveTheLabelsOfTheirGroup() {
        List<Alert> alerts = read("""
                namespace: ops
                groups:
                - name: g
                  interval: 1m
                  limit: 5
                  query_offset: 30s
                  partial_response_strategy: warn
                  source_tenants: [a]
                  labels: {team: storage, severity: warning}
                  rules:
                  - {alert: A, expr: x, labels: {severity: critical}}
                  - {alert: B, expr: x}
                ---
                namespace: other
                groups: [{name: g, labels: , rules: [{alert: C, expr: x}]}]
                """);
        assertThat(findings.sorted()).isEmpty();
        assertThat(alerts)
                .extracting(alert -> texts(alert.labels()))
                .containsExactly(
                        Map.of("severity", "critical", "team", "storage"),
                        Map.of("severity", "warning", "team", "storage"),
                        Map.of());
        assertThat(alerts.get(0).labels())
                .hasEntrySatisfying("team", team -> assertThat(team.span()).hasToString("rules.yaml:9:18"));
    }

    private static Map<String, String> texts(Map<String, Located<String>> located) {
        return located.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }

    @Test
    void resourcesOfOtherKindsArePassedOverAndCounted() {
        AlertFile file = readFile("""
                # Source: chart/templates/service.yaml
                kind: Service
                ---
                # Source: chart/templates/nothing.yaml
                ---
                kind: PrometheusRule
                spec: {groups: [{name: g, rules: [{alert: A, expr: x}]}]}
                ---
                kind: List
                items:
                - kind: PrometheusRule
                  spec: {groups: [{name: g, rules: [{alert: B, expr: x}]}]}
                - kind: Prometheus
                  spec: {groups: x}
                - apiVersion: loki.grafana.com/v1
                  kind: AlertingRule
                  spec: {tenantID: t, groups: [{name: g, rules: [{alert: C, expr: x}]}]}
                ---
                kind: PrometheusRuleList
                items:
                - kind: PrometheusRule
                  spec: {groups: [{name: g, rules: [{alert: D, expr: x}]}]}
                ---
                kind: VMRule
                spec: {groups: [{name: g, rules: [{alert: E, expr: x}]}]}
                ---
                kind: Other
                spec: {groups: [{name: g, rules: [{host: x}]}, {rules: [text]}, text]}
                """);
        assertThat(findings.sorted()).isEmpty();
        assertThat(file.alerts()).extracting(alert -> alert.name().value()).containsExactly("A", "B", "C", "D", "E");
        assertThat(file.resourcesPassedOver()).isEqualTo(3);
    }

    @Test
    void rulesOfFalcoThatAreNotSwitchedOffAreAlerts() {
        List<Alert> alerts = read("""
                - required_engine_version: 0.31.0
                - required_plugin_versions: [{name: k8saudit, version: 0.7.0}]
                - list: shells
                  items: [bash]
                - macro: spawned
                  condition: evt.type = execve
                - {rule: Plain, desc: d, condition: a, output: o, priority: Critical, source: k8s_audit, tags: [x]}
                - {rule: Off, desc: d, condition: a, output: o, priority: DEBUG, enabled: false}
                - {rule: Later Off, desc: d, condition: a, output: o, priority: INFO}
                - {rule: Later On, desc: d, condition: a, output: o, priority: notice, enabled: no}
                - {rule: Appended, desc: d, condition: a, output: o, priority: ERROR}
                - {rule: Changed, desc: d, condition: a, output: o, priority: ERROR}
                - {rule: Twice, desc: d, condition: a, output: o, priority: ERROR}
                ---
                - {rule: Later Off, enabled: false}
                - {rule: Later On, enabled: true, override: {enabled: replace}}
                - {rule: Appended, condition: and b, append: true}
                - {rule: Changed, condition: c, priority: ALERT, override: {condition: replace, priority: replace}}
                - {rule: Twice, desc: d, condition: b, output: o, priority: WARNING}
                - {rule: Of Another File, enabled: true, override: {enabled: replace}}
                """);
        assertThat(findings.sorted()).isEmpty();
        assertThat(alerts)
                .extracting(
                        alert -> alert.name().value(),
                        alert -> alert.expression().value(),
                        alert -> texts(alert.labels()).getOrDefault("priority", ""))
                .containsExactly(
                        tuple("Plain", "a", "Critical"),
                        tuple("Later On", "a", "notice"),
                        tuple("Appended", "a and b", "ERROR"),
                        tuple("Changed", "c", "ALERT"),
                        tuple("Twice", "b", "WARNING"));
        assertThat(alerts).extracting(Alert::kind).containsOnly(Alert.Kind.FALCO);
        assertThat(texts(alerts.get(0).labels())).containsEntry("source", "k8s_audit");
    }

    @Test
    void aThousandMistakesAreAThousandFindings() {
        read("groups:\n- name: g\n  rules:\n" + "  - expr: a\n".repeat(1_000));
        assertThat(findings.sorted()).hasSize(1_000);
    }
}
