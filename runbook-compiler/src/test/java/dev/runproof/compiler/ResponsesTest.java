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
import org.junit.jupiter.params.provider.CsvSource;

/** Responses, held against the rules that start them and against each other: what the pages of the findings do not show. */
class ResponsesTest {

    private static final List<Path> INDEX =
            List.of(Path.of("src/test/resources/index"), Path.of("src/test/resources/index-of-pods"));

    private static final String POD = "namespace!=\"\", pod!=\"\"";

    @TempDir
    private Path folder;

    private String recordings = "";
    private String falco = "";
    private String about = "{ pod: pod }";
    private String signals = "{ process: [{ alert: A }], network: [{ alert: B }] }";
    private String steps = "[quarantine-pod]";
    private String more = "";
    private String approval = "";

    private static final String KILL = """

            ```yaml transaction
            name: kill-pod-for-good
            inputs: { pod: { type: pod } }
            action: { kill-pod: { pod: $pod } }
            pre-check: [not-protected]
            max-duration: 60s
            expires: never
            irreversible: its controller starts another
            ```
            """;

    private static final String ODD_PROCESS = """
            - rule: Odd process
              desc: A process that should not run
              condition: spawned_process
              output: odd (ns=%k8s.ns.name pod=%k8s.pod.name)
              priority: CRITICAL
            """;

    private List<String> found(String first, String second) throws IOException {
        write("rules/a.yaml", """
                groups:
                  - name: a
                    rules:
                      - alert: A
                        expr: '%s'
                        annotations: { runbook_url: 'https://r.example/attack/' }
                      - alert: B
                        expr: '%s'
                        annotations: { runbook_url: 'https://r.example/attack/' }
                %s
                """.formatted(first, second, recordings));
        if (!falco.isEmpty()) {
            write("rules/falco.yaml", falco);
        }
        String within = signals.contains("network") ? "within: 10m\n" : "";
        write("books/attack.md", """
                # Attack

                ```yaml transaction
                name: quarantine-pod
                inputs: { pod: { type: pod } }
                action: { quarantine-pod: { pod: $pod } }
                pre-check: [not-protected]
                max-duration: 60s
                expires: { after: 24h, then: page }
                ```

                ```yaml response
                name: contain
                about: %s
                signals: %s
                %s%ssteps: %s
                ```
                %s
                """.formatted(about, signals, within, approval, steps, more));
        write("runbook.yaml", """
                base-url: https://r.example/
                runbooks: [books/]
                alert-rules: [rules/]
                severities:
                  alert-not-listed: off
                  missing-for: off
                  never-stops: off
                  destroyed-without-evidence: off
                  falco-rule-without-runbook: off
                  exporter-label: off
                """);
        return new RunbookCompiler(folder, INDEX)
                        .check(folder.resolve("runbook.yaml"), CheckOptions.asOf(LocalDate.of(2026, 11, 22)))
                        .findings()
                        .stream()
                        .map(finding -> finding.rule().id() + ": " + finding.message())
                        .distinct()
                        .toList();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    /** P stands for the matchers of a pod. */
    @ParameterizedTest(name = "{0} / {1} → {2}")
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
            one_total{P} > 1                    ! other_total{P} > 1                           ! two
            one_total{P} > 1                    ! one_total{P} > 100                           ! one
            one_total{P} > 1                    ! rate(one_total{P}[5m]) > other_total{P}      ! one
            recorded:one{P} > 1                 ! one_total{P} > 1                             ! one
            recorded:one{P} > 1                 ! other_total{P} > 1                           ! two
            unknown:one{P} > 1                  ! other_total{P} > 1                           ! one
            falco_events{P,rule="X"} > 0        ! falco_events{P,rule="Y"} > 0                 ! two
            falco_events{P,rule="X"} > 0        ! falco_events{P,rule=~"X|Y"} > 0              ! one
            falco_events{P,rule="X"} > 0        ! falco_events{P,rule=~"Y|Z"} > 0              ! two
            falco_events{P,rule="X"} > 0        ! falco_events{P,rule=~"Y.*"} > 0              ! one
            falco_events{P,rule="X"} > 0        ! falco_events{P} > 0                          ! one
            falco_events{P,rule="X"} > 0        ! recorded:falco{P,rule="X"} > 0               ! one
            falco_events{P,rule="X"} > 0        ! recorded:falco{P,rule="Y"} > 0               ! two
            falco_events{P} > 0 and up == 1     ! other_total{P} > 0 and up == 1               ! two
            up{P} == 0                          ! other_total{P} > 0                           ! one
            {P} > 0                             ! other_total{P} > 0                           ! one
            """)
    void twoSignalsHaveSeenDifferentThings(String first, String second, String evidence) throws IOException {
        recordings = """
                      - record: recorded:one
                        expr: sum by (namespace, pod) (one_total{namespace!="", pod!=""})
                      - record: recorded:falco
                        expr: sum by (namespace, pod, rule) (falco_events{namespace!="", pod!=""})
                """.indent(0);
        assertThat(found(first.strip().replace("P", POD), second.strip().replace("P", POD)))
                .as("%s", evidence)
                .hasSize(evidence.strip().equals("two") ? 0 : 1)
                .allMatch(text ->
                        text.startsWith("missing-approval: contain acts by itself, and its signals may be one"));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
            one_total{P} > 1 and on (namespace, pod) other_total{P} > 1       ! two
            (one_total{P} and on (namespace, pod) other_total{P}) > 1         ! two
            one_total{P} and ignoring (job) other_total{P}                    ! two
            one_total{P} and other_total{P}                                   ! two
            recorded:both                                                     ! two
            one_total{P} and ignoring (pod) other_total{P}                    ! one
            one_total{P} and on (namespace) other_total{P}                    ! one
            one_total{P} or other_total{P}                                    ! one
            one_total{P} unless other_total{P}                                ! one
            one_total{P} and on (namespace, pod) one_total{P} > 5             ! one
            one_total{P} > 1                                                  ! one
            """)
    void anAlertThatIsListedForBothJoinsThem(String expression, String evidence) throws IOException {
        signals = "{ process: [{ alert: A }], network: [{ alert: A }] }";
        recordings = """
                      - record: recorded:both
                        expr: one_total{namespace!="", pod!=""} and on (namespace, pod) other_total{namespace!="", pod!=""}
                """.indent(0);
        assertThat(found(expression.strip().replace("P", POD), "x_total{P} > 1".replace("P", POD)))
                .hasSize(evidence.strip().equals("two") ? 0 : 1)
                .allMatch(text ->
                        text.startsWith("missing-approval: contain acts by itself, and its signals may be one: A "
                                + "is listed for both"));
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
            approval: { by: a, within: 15m, else: page }~ ! [quarantine-pod]                                                 ! 0
                                                          ! [quarantine-pod]                                                 ! 1
                                                          ! [quarantine-pod: { approval: { by: a, within: 15m, else: page } }] ! 0
            """)
    void oneSignalNeverActsAlone(String said, String all, int findings) throws IOException {
        signals = "{ rate: [{ alert: A }] }";
        approval = said == null ? "" : said.strip().replace("~", "\n");
        steps = all.strip();
        assertThat(found("a_total{P} > 1".replace("P", POD), "b_total{P} > 1".replace("P", POD)))
                .hasSize(findings)
                .allMatch(text -> text.equals("missing-approval: contain acts by itself, and on one signal: rate"));
    }

    @Test
    void aSignalBringsWhatTheResponseIsAbout() throws IOException {
        assertThat(found("one_total{namespace!=\"\"} > 1", "sum by (pod) (other_total{pod!=\"\"}) > 1"))
                .containsExactlyInAnyOrder(
                        "uncertain-input: the input pod of contain comes from the label pod, which alert A may lack",
                        "impossible-input: the input pod of contain comes from the label namespace, which alert B never "
                                + "carries");
    }

    @Test
    void aStepIsNotStartedByAlertsOfTheRunbook() throws IOException {
        about = "{ pod: { type: pod, from: { label: ns/name } } }";
        assertThat(found("one_total{ns!=\"\",name!=\"\"} > 1", "other_total{ns!=\"\",name!=\"\"} > 1"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '!', textBlock = """
            [quarantine-pod: { if-later-fails: keep }, kill-pod-for-good] !
            [kill-pod-for-good, quarantine-pod]                           ! impossible-order: quarantine-pod comes too late: $pod is gone after kill-pod-for-good; ended-without-fallback: kill-pod-for-good may be refused, and then nothing isolates $pod
            [kill-pod-for-good: { if-fails: continue }, quarantine-pod]   ! impossible-order: quarantine-pod comes too late: $pod is gone after kill-pod-for-good; ended-without-fallback: kill-pod-for-good may be refused, and then nothing isolates $pod
            [kill-pod-for-good, quarantine-pod: { only-if: [pod-remains] }] ! impossible-order: quarantine-pod comes too late: $pod is gone after kill-pod-for-good; ended-without-fallback: kill-pod-for-good may be refused, and then nothing isolates $pod
            [kill-pod-for-good: { if-fails: continue }, quarantine-pod: { only-if: [pod-remains] }] !
            [quarantine-pod, kill-pod-for-good]                           ! missing-if-later-fails: quarantine-pod isolates, and does not say what becomes of that when a later step fails
            [kill-pod-for-good: { if-later-fails: undo }]                 ! ended-without-fallback: kill-pod-for-good may be refused, and then nothing isolates $pod
            """)
    void stepsStandInAnOrderThatCanWork(String all, String finding) throws IOException {
        more = KILL;
        steps = all;
        assertThat(found("one_total{P} > 1".replace("P", POD), "other_total{P} > 1".replace("P", POD)))
                .containsExactlyInAnyOrder(finding == null ? new String[0] : finding.split("; "));
    }

    /** {@code only-if} looks at what the response is about first, so that it says nothing about another pod. */
    @Test
    void aLookAtAnotherPodGivesNoWay() throws IOException {
        more = KILL;
        about = "{ pod: pod, other: { type: pod, from: { label: ns/name } } }";
        steps = "[kill-pod-for-good: { with: { pod: $other }, if-fails: continue }, "
                + "quarantine-pod: { with: { pod: $other }, only-if: [pod-remains] }]";
        assertThat(found(
                        "one_total{P, ns!=\"\", name!=\"\"} > 1".replace("P", POD),
                        "other_total{P, ns!=\"\", name!=\"\"} > 1".replace("P", POD)))
                .contains(
                        "impossible-order: quarantine-pod comes too late: $other is gone after kill-pod-for-good",
                        "ended-without-fallback: kill-pod-for-good may be refused, and then nothing isolates $other");
    }

    @ParameterizedTest(name = "{0} {1} → {2}")
    @CsvSource(delimiter = '!', textBlock = """
            { process: [{ falco: Odd process }] }                                           ! abort   ! true
            { process: [{ falco: Odd process }] }                                           ! proceed ! false
            { process: [{ falco: Odd process }, { alert: A }] }                             ! abort   ! false
            { process: [{ alert: A }], network: [{ alert: B }, { falco: Odd process }] }    ! abort   ! false
            { process: [{ alert: A }], network: [{ falco: Odd process }] }                  ! abort   ! true
            """)
    void aGraceEndsInAnAnswer(String those, String ifUnknown, boolean never) throws IOException {
        falco = ODD_PROCESS;
        signals = those;
        approval = "approval: { by: oncall, within: 15m, else: page }\ngrace: { wait: 1m, if-unknown: " + ifUnknown
                + " }\n";
        assertThat(found("one_total{P} > 1".replace("P", POD), "other_total{P} > 1".replace("P", POD)))
                .filteredOn(finding -> finding.startsWith("unanswered-grace"))
                .hasSize(never ? 1 : 0);
    }

    @Test
    void sourcesAreOfTheirKind() throws IOException {
        falco = ODD_PROCESS;
        signals = "{ process: [{ falco: Odd proces }, { falco: A }, { falco: Odd process }], "
                + "network: [{ alert: B }, { alert: Odd process }, { alert: Nothing }] }";
        assertThat(found("one_total{P} > 1".replace("P", POD), "other_total{P} > 1".replace("P", POD)))
                .containsExactlyInAnyOrder(
                        "unknown-alert: no rule file has a rule of Falco Odd proces",
                        "unknown-alert: A is an alert, and no rule of Falco",
                        "unknown-alert: Odd process is a rule of Falco, and no alert",
                        "unknown-alert: no rule file has an alert Nothing");
    }

    @Test
    void anotherResponseToTheSameSignalsIsFoundAndOneToOthersIsNot() throws IOException {
        String other = """

                ```yaml response
                name: contain-too
                about: { pod: pod }
                signals: { process: [{ alert: A }], %s: [{ alert: B }] }
                within: 10m
                steps: [quarantine-pod]
                ```
                """;
        more = other.formatted("network");
        assertThat(found("one_total{P} > 1".replace("P", POD), "other_total{P} > 1".replace("P", POD)))
                .containsExactly("competing-responses: what starts contain-too starts contain too, about the same pod");
        more = other.formatted("file");
        assertThat(found("one_total{P} > 1".replace("P", POD), "other_total{P} > 1".replace("P", POD)))
                .isEmpty();
    }

    @Test
    void manyAndCircularRulesAndResponsesDoNoHarm() throws IOException {
        var rules = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            rules.append("      - record: r:r")
                    .append(i)
                    .append("\n        expr: r:r")
                    .append((i + 1) % 3_000)
                    .append("\n");
        }
        recordings = rules.toString();
        var responses = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            responses.append("\n```yaml response\nname: contain\n```\n");
        }
        more = responses.toString();
        assertThat(found("r:r0{P} > 1".replace("P", POD), "r:r7{P} > 1".replace("P", POD)))
                .contains("invalid-response: a response needs about")
                .anyMatch(text -> text.startsWith("missing-approval"));
    }
}
