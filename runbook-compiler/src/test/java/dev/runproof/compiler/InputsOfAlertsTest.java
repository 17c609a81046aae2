package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction takes, held against what the alerts carry that start it: what the pages of the findings do not show. */
class InputsOfAlertsTest {

    /** What the annotation processor wrote for the runtime's block-ip, not-protected, ip and namespace. */
    private static final Path INDEX = Path.of("src/test/resources/index");

    /** And for its quarantine-pod and pod. */
    private static final Path PODS = Path.of("src/test/resources/index-of-pods");

    private static final String BOTH = "ip!=\"\", namespace!=\"\"";

    @TempDir
    private Path folder;

    private String inputs =
            "{ source: { type: ip, from: { label: ip, falco: fd.rip } }, namespace: { type: namespace } }";
    private String action = "block-ip: { address: $source, in: $namespace }";
    private String expires = "1h";
    private String listed = "";
    private String settings = "";

    private List<Finding> check(String rules) throws IOException {
        write("rules/a.yaml", rules);
        write("books/attack.md", """
                ---
                alerts: [%s]
                ---
                # Attack

                ```yaml transaction
                name: block-source
                inputs: %s
                action: { %s }
                pre-check: [not-protected, traffic-share-below]
                max-duration: 60s
                expires: %s
                ```
                """.formatted(listed, inputs, action, expires));
        write("runbook.yaml", """
                base-url: https://r.example/
                runbooks: [books/]
                alert-rules: [rules/]
                severities: { alert-not-listed: off, missing-for: off, unknown-alert: off }
                %s
                """.formatted(settings));
        return compile().findings();
    }

    private CheckReport compile() {
        return new RunbookCompiler(folder, List.of(INDEX, PODS))
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private static String rule(String expression, String labels) {
        return """
                  - alert: Attack
                    expr: %s
                    labels: %s
                    annotations: { runbook_url: 'https://r.example/attack/' }
                """.formatted(expression, labels);
    }

    private static String group(String... rules) {
        return "groups:\n- name: g\n  rules:\n" + String.join("", rules);
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.rule().id() + " " + finding.span().text()
                        + finding.related().stream()
                                .map(place -> " < " + place.span().text())
                                .reduce("", String::concat))
                .toList();
    }

    @Test
    void anInputThatSurelyComesIsWell() throws IOException {
        assertThat(check(group(rule("x{" + BOTH + "} > 1", "{}")))).isEmpty();
    }

    @Test
    void anInputThatTwoLabelsCarryNeedsBoth() throws IOException {
        inputs = "{ pod: { type: pod } }";
        action = "quarantine-pod: { pod: $pod }";
        expires = "{ after: 24h, then: page }";

        assertThat(check(group(rule("x{pod!=\"\", namespace!=\"\"} > 1", "{}"))))
                .isEmpty();
        assertThat(told(check(group(rule("sum without (pod) (x{pod!=\"\", namespace!=\"\"}) > 1", "{}")))))
                .containsExactly("impossible-input pod < pod");
        assertThat(told(check(group(rule("sum by (pod) (x{pod!=\"\", namespace!=\"\"}) > 1", "{}")))))
                .containsExactly("impossible-input pod < by (pod)");
    }

    @Test
    void itsTwoLabelsAreNamedTogether() throws IOException {
        inputs = "{ pod: { type: pod, from: { label: exported_namespace/exported_pod } } }";
        action = "quarantine-pod: { pod: $pod }";
        expires = "{ after: 24h, then: page }";

        assertThat(check(group(rule("x{exported_pod!=\"\", exported_namespace!=\"\"} > 1", "{}"))))
                .isEmpty();
        assertThat(told(check(group(rule("x{exported_pod!=\"\"} > 1", "{}")))))
                .containsExactly("uncertain-input pod < x{exported_pod!=\"\"} > 1");
    }

    @Test
    void theClauseThatDropsALabelIsShown() throws IOException {
        assertThat(told(check(group(rule("sum without (ip) (x{" + BOTH + "}) > 1", "{}")))))
                .containsExactly("impossible-input source < ip");
    }

    @Test
    void theValueByWhichARuleRemovesALabelIsShown() throws IOException {
        assertThat(told(check(group(rule("x{" + BOTH + "} > 1", "{ ip: '' }")))))
                .containsExactly("impossible-input source < ''");
    }

    @Test
    void aLabelOfTheRuleOrOfItsGroupComesInAnyCase() throws IOException {
        assertThat(check(group(rule("sum(x) > 1", "{ ip: 192.0.2.1, namespace: shop }"))))
                .isEmpty();
        assertThat(check("""
                groups:
                - name: g
                  labels: { ip: 192.0.2.1, namespace: shop }
                  rules:
                """ + rule("sum(x) > 1", "{}"))).isEmpty();
    }

    @Test
    void aLabelThatTakesItsValueFromAMissingOneIsMissing() throws IOException {
        assertThat(told(check(
                        group(rule("sum by (namespace) (x{" + BOTH + "}) > 1", "{ ip: '{{ $labels.source }}' }")))))
                .containsExactly("impossible-input source < by (namespace)");
    }

    @Test
    void anInputWithADefaultCanDoWithout() throws IOException {
        inputs = "{ source: { type: ip, from: { label: ip } }, namespace: { type: namespace, default: shop } }";
        assertThat(check(group(rule("sum by (ip) (x{ip!=\"\"}) > 1", "{}")))).isEmpty();
    }

    @Test
    void whatIsAddedBehindTheRuleIsDeclared() throws IOException {
        settings = "added-labels: [namespace, fd.rip]";
        assertThat(check(group(rule("sum by (ip) (x{ip!=\"\"}) > 1", "{}")))).isEmpty();
        listed = "Shell";
        assertThat(check(falco("A shell (ns=%k8s.ns.name)", ""))).isEmpty();
    }

    /** Each of them starts the transaction; what is the same for several is told once. */
    @Test
    void allRulesOfANameAreLookedAt() throws IOException {
        assertThat(told(check(group(
                        rule("x{" + BOTH + "} > 1", "{}"),
                        rule("sum by (namespace) (x{" + BOTH + "}) > 2", "{}"),
                        rule("max(x{namespace=\"shop\", ip!=\"\"}) by (namespace) > 3", "{}"),
                        rule("y{ip!=\"\"} > 4", "{}")))))
                .containsExactly(
                        "impossible-input source < by (namespace) < by (namespace)",
                        "uncertain-input namespace < y{ip!=\"\"} > 4");
    }

    @Test
    void anAlertThatIsOnlyListedStartsItToo() throws IOException {
        listed = "Other, Attack";
        String other = rule("sum(x) > 1", "{ namespace: shop }")
                .replace("alert: Attack", "alert: Other")
                .replace("r.example", "elsewhere.example");
        assertThat(told(check(group(rule("x{" + BOTH + "} > 1", "{}"), other))))
                .contains("impossible-input source < sum");
    }

    @Test
    void alertsOfOtherRunbooksDoNotMatter() throws IOException {
        write("books/other.md", "# Other\n");
        String other = rule("sum(x) > 1", "{}")
                .replace("alert: Attack", "alert: Other")
                .replace("/attack/", "/other/");
        assertThat(check(group(rule("x{" + BOTH + "} > 1", "{}"), other))).isEmpty();
    }

    /** One mistake, one finding: what is missing from a broken expression is not known. */
    @Test
    void aBrokenExpressionIsToldAsSuch() throws IOException {
        assertThat(told(check(group(rule("sum by (", "{}"))))).containsExactly("invalid-promql (");
    }

    @Test
    void ofLogQlIsKnownWhatItDrops() throws IOException {
        assertThat(told(check(group(
                        rule("'sum by (namespace) (count_over_time({app=\"a\"} |= \"x\" | json [5m])) > 1'", "{}")))))
                .containsExactly(
                        "impossible-input source < by (namespace)",
                        "unverifiable-input namespace"
                                + " < 'sum by (namespace) (count_over_time({app=\"a\"} |= \"x\" | json [5m])) > 1'");
        assertThat(compile().summary()).contains(", 1 input of a transaction not known to come with its alert");
    }

    /** The parts of LogQL have places in the file, folded or not, as those of PromQL do. */
    @Test
    void eachPartOfLogQlThatDropsALabelIsShown() throws IOException {
        assertThat(told(check(group(rule("""
                >-
                      sum by (namespace, user)
                        (count_over_time({app="a"} |= "x" [5m]))
                      or max by (namespace) (count_over_time({app="b"} |= "y" [5m])) > 1""", "{ namespace: shop }")))))
                .containsExactly("impossible-input source < by (namespace, user) < by (namespace)");
    }

    @Test
    void theRuleThatRecordsWithoutALabelIsShown() throws IOException {
        String recorded = """
                  - { record: 'ns:x:sum', expr: 'sum by (namespace) (x{namespace!=""})' }
                  - { record: 'ns:y:sum', expr: '2 * ns:x:sum' }
                """;
        assertThat(told(check(group(recorded, rule("ns:y:sum > 1", "{}")))))
                .containsExactly("impossible-input source < ns:y:sum < by (namespace)");
        assertThat(told(check(group(recorded, rule("ns:y:sum > on (namespace) group_right x{ip!=\"\"}", "{}")))))
                .isEmpty();
    }

    /** What is not recorded here, or is in a file that was not read, may have any labels. */
    @Test
    void ofWhatIsRecordedElsewhereNothingIsKnown() throws IOException {
        assertThat(told(check(group(rule("ns:x:sum{" + BOTH + "} > 1", "{}"))))).isEmpty();
        write("rules/b.yaml", "groups: none\n");
        assertThat(told(check(group(
                        "  - { record: 'ns:x:sum', expr: 'sum(x)' }\n", rule("ns:x:sum{" + BOTH + "} > 1", "{}")))))
                .noneMatch(finding -> finding.startsWith("impossible-input"));
    }

    /** Servers behind the one that records may add labels. */
    @Test
    void whatIsAddedMayBeOnWhatIsRecorded() throws IOException {
        settings = "added-labels: [namespace]";
        assertThat(told(check(group(
                        "  - { record: 'ip:x:sum', expr: 'sum by (ip) (x{ip!=\"\"})' }\n",
                        rule("ip:x:sum > on (ip, namespace) y{namespace!=\"\"}", "{}")))))
                .isEmpty();
    }

    private static String falco(String output, String changes) {
        return """
                - rule: Shell
                  desc: d
                  condition: spawned_process
                  output: %s
                  priority: CRITICAL
                %s
                """.formatted(output, changes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A shell from %fd.rip.",
                "A shell (ip=%fd.rip)",
                "%fd.rip",
                "A shell (ip=%fd.rip, arg=%evt.arg[0])",
                "A shell %proc.aname[2]%fd.rip"
            })
    void aFieldOfTheOutputComes(String output) throws IOException {
        inputs = inputs.replace("type: namespace", "type: namespace, default: shop");
        listed = "Shell";
        assertThat(check(falco("'" + output + "'", ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A shell from fd.rip", "%fd.ripe", "%fd.rip.name", "%fd", "%toupper(fd.rip)", "none"})
    void anotherOneDoesNot(String output) throws IOException {
        inputs = inputs.replace("type: namespace", "type: namespace, default: shop");
        listed = "Shell";
        assertThat(told(check(falco("'" + output + "'", ""))))
                .containsExactly("impossible-input source < '" + output + "'");
    }

    @Test
    void laterChangesToTheOutputCount() throws IOException {
        inputs = inputs.replace("type: namespace", "type: namespace, default: shop");
        listed = "Shell";
        String appended = "- rule: Shell\n  output: from %fd.rip\n  override: { output: append }\n";
        assertThat(check(falco("none", appended))).isEmpty();
        String replaced = "- rule: Shell\n  output: nothing\n  override: { output: replace }\n";
        assertThat(told(check(falco("from %fd.rip", replaced)))).containsExactly("impossible-input source < nothing");
        assertThat(check(falco("from %fd.rip", "- rule: Shell\n  condition: and x\n  append: true\n")))
                .isEmpty();
    }

    /** Plugins have no containers of their own. */
    @Test
    void whatFalcoAddsBySystemCallsItDoesNotAddForOthers() throws IOException {
        inputs = "{ source: { type: ip, default: 192.0.2.1 }, namespace: { type: namespace } }";
        listed = "Shell";
        assertThat(told(check(falco("none", "")))).containsExactly("uncertain-input namespace < none");
        assertThat(told(check(falco("none", "  source: k8s_audit"))))
                .containsExactly("impossible-input namespace < none");
    }

    private List<String> namespaceFrom(String expression) throws IOException {
        return labelFrom("namespace", expression);
    }

    private List<String> labelFrom(String label, String expression) throws IOException {
        inputs = "{ source: { type: ip, default: 192.0.2.1 }, namespace: { type: namespace, from: { label: " + label
                + " } } }";
        return told(check(group(rule("'" + expression + "'", "{}")))).stream()
                .filter(told -> !told.startsWith("uncertain-input"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_load1 > 1",
                "sum by (namespace) (rate(hubble_drop_total[5m])) > 1",
                "{__name__=\"node_load1\"} > 1",
                "1 < max_over_time((-node_load1)[5m:1m])",
                "label_replace(node_load1, \"pod\", \"x\", \"\", \"\") > 1",
                "up > 1 or node_load1 > 1",
                "node_load1 > 1 unless on (namespace) up",
                "node_load1 > on (namespace) kube_node_status_condition",
                "up * on (pod) group_left (namespace) node_load1 > 1",
                "topk(3, falco_events) > 1",
            })
    void aLabelOfTheExporterIsFound(String expression) throws IOException {
        assertThat(namespaceFrom(expression)).singleElement().asString().startsWith("exporter-label namespace < ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_requests_total > 1",
                "kube_pod_status_ready == 0",
                "kube_deployment_status_replicas == 0",
                "rate(container_network_transmit_bytes_total[5m]) > 1",
                "probe_success == 0",
                "node_namespace_pod:kube_pod_info: > 1",
                "{__name__=~\"node_.+\"} > 1",
                "label_replace(node_load1, \"namespace\", \"$1\", \"source\", \"(.*)\") > 1",
                "node_load1 > on (namespace) kube_pod_info",
                "kube_pod_info * on (pod) group_left (nodename) node_uname_info > 1",
                "kube_pod_info > 1 unless on (node) node_load1",
                "count_values by (job) (\"namespace\", node_load1) > 1",
                "absent(node_load1{namespace=\"monitoring\"})",
            })
    void oneOfTheSubjectOrOfSomethingUnknownIsNot(String expression) throws IOException {
        assertThat(namespaceFrom(expression)).isEmpty();
    }

    @Test
    void kubeStateMetricsTellsOfPodsOnlyInMetricsOfPods() throws IOException {
        assertThat(labelFrom("pod", "kube_pod_status_ready == 0")).isEmpty();
        assertThat(labelFrom("instance", "kube_pod_status_ready == 0"))
                .containsExactly("exporter-label namespace < kube_pod_status_ready");
        assertThat(labelFrom("pod", "kube_deployment_status_replicas == 0"))
                .containsExactly("exporter-label namespace < kube_deployment_status_replicas");
    }

    /** Whoever sets it there says what it is about. */
    @Test
    void aLabelThatTheRuleSetsIsNotTheExporters() throws IOException {
        inputs = "{ source: { type: ip, default: 192.0.2.1 }, namespace: { type: namespace } }";
        assertThat(told(check(group(rule("node_load1 > 1", "{ namespace: shop }")))))
                .isEmpty();
    }

    @Test
    void relabellingIsDeclared() throws IOException {
        settings = "subject-labels: instance";
        assertThat(labelFrom("instance", "node_load1 > 1")).isEmpty();
        assertThat(labelFrom("pod", "node_load1 > 1")).hasSize(1);
    }
}
