package dev.runproof.compiler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of Alertmanager with their templates, from the files to the findings. */
class AlertmanagerTest {

    private static final String EACH = "{{ range .Alerts }}{{ .Annotations.runbook_url }} {{ end }}";

    private static final String RULES = """
            groups:
            - name: g
              rules:
              - {alert: A, expr: x, labels: {severity: critical}, annotations: {runbook_url: 'https://r.example/a/'}}
              - {alert: B, expr: x, labels: {severity: warning}, annotations: {runbook_url: 'https://r.example/b/'}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write("runbooks/a.md", "# A\n");
        write("runbooks/b.md", "# B\n");
        write("rules.yaml", RULES);
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private CheckReport report(String configuration) throws IOException {
        write("am/alertmanager.yaml", configuration);
        write(
                "runbook.yaml",
                "base-url: https://r.example/\nrunbooks: [runbooks/]\nalert-rules: [rules.yaml]\nalertmanager: [am/*.yaml]\n");
        return new RunbookCompiler(folder, List.of())
                .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
    }

    /** What is found, as {@code line:column severity id message}. */
    private List<String> check(String configuration) throws IOException {
        return report(configuration).findings().stream()
                .map(finding -> finding.span().toString().replace("am/alertmanager.yaml:", "") + " "
                        + finding.severity().word() + " " + finding.rule().id() + " " + finding.message())
                .toList();
    }

    private static String receiver(String integration, String settings) {
        return "route: {receiver: r, group_by: ['...']}\nreceivers:\n- name: r\n  " + integration + ":\n  - " + settings
                + "\n";
    }

    /** What comes with Alertmanager 0.28: only chats leave annotations out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            discord_configs    | webhook_url_file: /u                       | yes
            discord_configs    | {webhook_url_file: /u, message: down}      | no
            email_configs      | to: a@b.example                            | yes
            email_configs      | {to: a@b.example, html: '', text: down}    | no
            email_configs      | {to: a@b.example, html: '', headers: {X: '%s'}} | yes
            incidentio_configs | url_file: /u                               | yes
            jira_configs       | {project: P, issue_type: Bug}              | yes
            jira_configs       | {project: P, issue_type: Bug, description: down} | no
            msteams_configs    | webhook_url_file: /u                       | yes
            msteamsv2_configs  | {webhook_url_file: /u, text: down}         | no
            opsgenie_configs   | api_key_file: /k                           | yes
            opsgenie_configs   | {api_key_file: /k, description: down}      | no
            opsgenie_configs   | {api_key_file: /k, description: down, details: {runbook: '%s'}} | yes
            opsgenie_configs   | {api_key_file: /k, description: down, api_url: 'https://x.example/%s'} | no
            pagerduty_configs  | routing_key_file: /k                       | yes
            pagerduty_configs  | {routing_key_file: /k, description: down}  | yes
            pagerduty_configs  | {routing_key_file: /k, details: {team: a}} | yes
            pagerduty_configs  | {routing_key_file: /k, details: {firing: '{{ len .Alerts }}'}} | no
            pagerduty_configs  | {routing_key_file: /k, details: {firing: ''}, links: [{href: '%s', text: Runbook}]} | yes
            pushover_configs   | {user_key_file: /u, token_file: /t}        | yes
            rocketchat_configs | token_id_file: /t                          | no
            rocketchat_configs | {token_id_file: /t, text: '%s'}            | yes
            slack_configs      | api_url_file: /u                           | no
            slack_configs      | {api_url_file: /u, title_link: '%s'}       | yes
            slack_configs      | {api_url_file: /u, color: '%s', fallback: '%s', icon_url: '%s'} | no
            slack_configs      | {api_url_file: /u, actions: [{type: button, text: Runbook, url: '%s'}]} | yes
            slack_configs      | {api_url_file: /u, fields: [{title: Runbook, value: '%s'}]} | yes
            slack_configs      | {api_url_file: /u, text: }                 | no
            sns_configs        | topic_arn: x                               | yes
            telegram_configs   | {bot_token_file: /t, chat_id: 1}           | yes
            telegram_configs   | {bot_token_file: /t, chat_id: 1, message: down} | no
            victorops_configs  | {routing_key: x, api_key_file: /k}         | yes
            webex_configs      | {room_id: x}                               | yes
            webhook_configs    | url: 'http://127.0.0.1/'                   | yes
            webhook_configs    | {url: 'http://127.0.0.1/', payload: {text: down}} | no
            webhook_configs    | {url: 'http://127.0.0.1/', payload: {text: ['%s']}} | yes
            wechat_configs     | corp_id: x                                 | yes
            """)
    void eachIntegrationPassesOnWhatItSends(String integration, String settings, String passes) throws IOException {
        List<String> findings = check(receiver(integration, settings.replace("%s", EACH)));
        if (passes.equals("yes")) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(findings)
                    .singleElement()
                    .asString()
                    .startsWith("4:3 error receiver-without-runbook what receiver r sends by ");
        }
    }

    @Test
    void anUnknownIntegrationIsCountedAndShown() throws IOException {
        CheckReport report = report(receiver("pigeon_configs", "to: roof"));
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity().word()).isEqualTo("warning");
            assertThat(finding.message()).isEqualTo("it is not known what receiver r sends by pigeon_configs");
        });
        assertThat(report.summary()).endsWith(", 1 receiver integration, 1 of them not known to pass the link on");
    }

    @Test
    void aSilentReceiverAndOneThatTakesNothingAreNoFindings() throws IOException {
        assertThat(check("""
                route:
                  receiver: chat
                  routes: [{receiver: silence}]
                receivers:
                - name: silence
                - {name: chat, slack_configs: [{api_url_file: /u}]}
                """)).isEmpty();
    }

    @Test
    void templatesOfFilesAreFollowed() throws IOException {
        write("am/a.tmpl", "{{ define \"a\" }}{{ range .Alerts }}{{ template \"b\" . }}{{ end }}{{ end }}");
        write("am/b.tmpl", "{{ define \"b\" }}{{ .Annotations.runbook_url }}{{ end }}");
        String configuration = receiver("slack_configs", "{api_url_file: /u, text: '{{ template \"a\" . }}'}");
        assertThat(check("templates: ['*.tmpl']\n" + configuration)).isEmpty();
        assertThat(check("templates: [/etc/alertmanager/./*.tmpl]\n" + configuration))
                .as("an absolute path is that of the machine on which Alertmanager runs")
                .isEmpty();
        assertThat(check("templates: [a.tmpl]\n" + configuration))
                .singleElement()
                .asString()
                .endsWith("error undefined-template there is no template b");
        assertThat(check("templates: [a.tmpl, c.tmpl]\n" + configuration))
                .as("the template may be in the file that is missing")
                .containsExactly("1:21 error nothing-to-check there is no file c.tmpl");
        assertThat(check("templates: [/../rules.yaml]\n" + configuration.replace("\"a\"", "\"slack.default.text\"")))
                .contains(
                        "1:13 error nothing-to-check there is no file /../rules.yaml, and none of its last parts beside "
                                + "this file");
    }

    @Test
    void aFileMayReplaceWhatComesWithAlertmanager() throws IOException {
        write(
                "am/a.tmpl",
                "{{ define \"slack.default.text\" }}" + EACH
                        + "{{ end }}{{ define \"email.default.html\" }}x{{ .Status }}{{ end }}");
        assertThat(check("templates: [a.tmpl]\n" + receiver("slack_configs", "api_url_file: /u")))
                .isEmpty();
        assertThat(check("templates: [a.tmpl]\n" + receiver("email_configs", "to: a@b.example")))
                .singleElement()
                .asString()
                .contains("receiver-without-runbook");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            {receiver: r}                                        § error A and B
            {receiver: r, group_by: [namespace]}                 § error A and B
            {receiver: r, group_by: [severity]}                  § none
            {receiver: r, group_by: [alertname]}                 § none
            {receiver: r, group_by: ['...']}                     § none
            {receiver: r, routes: [{matchers: [alertname="A"], group_by: [x], receiver: r}]} § none
            {receiver: s, routes: [{matchers: ['severity=~"critical|warning"'], receiver: r}]} § error A and B
            {receiver: s, routes: [{matchers: [severity="critical"], receiver: r}]} § none
            {receiver: s, routes: [{match: {severity: critical}, receiver: r}]} § none
            {receiver: s, routes: [{matchers: [team="x"], receiver: r}]} § warning A and B
            {receiver: s, routes: [{matchers: [severity="critical"], receiver: s}, {receiver: r}]} § none
            {receiver: s, routes: [{matchers: [severity="critical"], receiver: s, continue: true}, {receiver: r}]} § error A and B
            {receiver: r, group_by: [x], routes: [{matchers: [severity="critical"], group_by: [alertname]}]} § none
            {receiver: s, routes: [{matchers: ['severity=~"crit(ical)?|w[a]rning"'], receiver: r}]} § warning A and B
            """)
    void aLinkInCommonIsOneOnlyIfAlertsHaveOne(String route, String found) throws IOException {
        List<String> findings = check("route: " + route
                + "\nreceivers:\n- {name: s, webhook_configs: [{url_file: /u}]}\n"
                + "- {name: r, slack_configs: [{api_url_file: /u, text: '{{ .CommonAnnotations.runbook_url }}'}]}\n");
        List<String> relevant = findings.stream()
                .filter(finding -> !finding.contains("unused-receiver"))
                .toList();
        if (found.equals("none")) {
            assertThat(relevant).isEmpty();
        } else {
            String[] parts = found.split(" ", 2);
            assertThat(relevant)
                    .containsExactly("4:58 " + parts[0]
                            + " common-annotation-link receiver r gets no runbook_url when " + parts[1]
                            + " come together: they have none in common");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            https://x.example/{{ $labels.pod }}   | [alertname]      | two alerts A
            https://x.example/{{ $labels.pod }}   | [alertname, pod] | none
            https://x.example/{{ $value }}        | [alertname, pod] | two alerts A
            https://x.example/                    | [job]            | none
            """)
    void aLinkWithLabelsDiffersFromAlertToAlert(String link, String grouping, String found) throws IOException {
        write(
                "rules.yaml",
                "groups:\n- name: g\n  rules:\n  - {alert: A, expr: x, annotations: {runbook_url: '" + link + "'}}\n");
        List<String> findings = check("route: {receiver: r, group_by: " + grouping + "}\nreceivers:\n"
                + "- {name: r, slack_configs: [{api_url_file: /u, text: '{{ .CommonAnnotations.runbook_url }}'}]}\n");
        List<String> common = findings.stream()
                .filter(finding -> finding.contains("common-annotation-link"))
                .toList();
        if (found.equals("none")) {
            assertThat(common).isEmpty();
        } else {
            assertThat(common).singleElement().asString().contains("when " + found + " come together");
        }
    }

    @Test
    void groupLabelsAreThoseOfEachRouteThatLeadsThere() throws IOException {
        String receivers =
                "\nreceivers:\n- {name: r, slack_configs: [{api_url_file: /u, title: '{{ .GroupLabels.pod }}', text: '"
                        + EACH + "'}]}\n";
        assertThat(check(
                        "route: {receiver: r, group_by: [pod], routes: [{matchers: [a=b]}, {matchers: [c=d], group_by: [job]}]}"
                                + receivers))
                .containsExactly(
                        "3:59 error group-label-not-grouped .GroupLabels.pod is empty for receiver r: a route to it "
                                + "does not group by pod");
        assertThat(check(
                        "route: {receiver: r, group_by: [pod], routes: [{matchers: [a=b]}, {matchers: [c=d], group_by: ['...']}]}"
                                + receivers))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            text                                     | am/alertmanager.yaml holds no configuration of Alertmanager
            receivers: [{name: r}]                   | there is no route
            {route: {group_by: [a]}, receivers: [{name: r}]} | the root of the routes has no receiver
            {route: {receiver: r, matchers: [a=b]}, receivers: [{name: r}]} | the root of the routes takes all alerts, and has matchers
            {route: {receiver: r}, receivers: [{name: r}, {name: r}]} | there is another receiver r
            {route: {receiver: r}, receivers: [{name: r}, {webhook_configs: []}]} | a receiver without a name
            {route: {receiver: r}, receivers: [{name: r}, x]} | a receiver is a mapping, and this is a text
            {route: {receiver: r}, receivers: [{name: r, slack: []}]} | a receiver has no slack
            {route: {receiver: r, routes: [{matchers: ['a'], receiver: r}]}, receivers: [{name: r}]} | this is no matcher
            {route: {receiver: r, group_by: [a, '...']}, receivers: [{name: r}]} | group_by has '...', which stands for all labels, beside others
            {route: {receiver: r, group_by: [a, a]}, receivers: [{name: r}]} | group_by names a twice
            {route: {receiver: r, group_by: a}, receivers: [{name: r}]} | group_by is a list, and this is a text
            {route: {receiver: r, reciever: r}, receivers: [{name: r}]} | a route has no reciever
            {route: {receiver: r}, receivers: [{name: r}], reciever: []} | a configuration of Alertmanager has no reciever
            {apiVersion: v1, kind: Secret, stringData: {}} | a resource of kind Secret is not read
            {route: {receiver: r}, receivers: [{name: r, slack_configs: {}}]} | slack_configs is a list, and this is a mapping
            """)
    void whatAlertmanagerWouldRefuseIsRefused(String configuration, String message) throws IOException {
        assertThat(check(configuration)).singleElement().asString().endsWith("error invalid-alertmanager " + message);
    }

    @Test
    void aRouteToNoReceiverIsToldOnce() throws IOException {
        assertThat(check("route: {receiver: oncall, routes: [{matchers: [a=b]}]}\nreceivers: [{name: on-call}]\n"))
                .containsExactly("1:19 error unknown-receiver there is no receiver oncall");
    }

    @Test
    void hostileConfigurationsEnd() throws IOException {
        var text = new StringBuilder("route: {receiver: r}\nreceivers:\n");
        for (int i = 0; i < 3_000; i++) {
            text.append("- {name: r")
                    .append(i)
                    .append(", slack_configs: [{text: '{{ range .Alerts }}{{ .Annotations.a }}{{ end }}'}]}\n");
        }
        text.append("- {name: r, slack_configs: [{text: '")
                .append("{{ if .X }}".repeat(5_000))
                .append("'}]}\n");
        CheckReport report =
                Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> report(text.toString()));
        assertThat(report.findings()).hasSize(3_001);
    }

    /** The good ones are also good for Alertmanager's own tool, where it is installed; it does not look into templates. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "receiver-without-runbook",
                "common-annotation-link",
                "group-label-not-grouped",
                "unknown-receiver",
                "unused-receiver",
                "unverifiable-receiver",
                "invalid-alertmanager",
                "invalid-template",
                "undefined-template"
            })
    void amtoolTakesTheGoodExamples(String page) throws IOException, InterruptedException {
        Optional<Path> amtool = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "amtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (amtool.isEmpty()) {
            System.out.println(
                    "SKIPPED AlertmanagerTest.amtoolTakesTheGoodExamples: there is no amtool, which comes with "
                            + "Alertmanager (Debian: apt-get install prometheus-alertmanager)");
        }
        assumeTrue(amtool.isPresent(), "no amtool");
        FindingPage.read(Path.of("src/main/resources/META-INF/runproof/finding", page + ".md"))
                .write("Good", folder);
        Process process = new ProcessBuilder(
                        amtool.get().toString(),
                        "check-config",
                        folder.resolve("alertmanager.yaml").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
