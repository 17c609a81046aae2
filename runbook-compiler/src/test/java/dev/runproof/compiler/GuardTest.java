package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change does to the gate itself is told, whatever the change says about that. */
class GuardTest {

    private static final String SITES = "sites: ['https://r.example/{slug}/', 'https://old.example/{slug}/']\n";
    private static final String FILES =
            "runbooks: [runbooks/]\nalert-rules: [rules/, {files: more/, optional: true}]\n";
    private static final String IS_EXTERNAL = """
            {"format": 1, "name": "is-external",
             "class": {"binary": "dev.runproof.runtime.check.IsExternal", "source": "dev.runproof.runtime.check.IsExternal"},
             "summary": "Outside.", "documentation": "Outside.", "parameters": [], "moments": ["only-if"], "permissions": [],
             "gives": [], "atLeastSeconds": 0}
            """;
    private static final String TRANSACTION = """
            name: block-source
            inputs:
              source: { type: ip }
              namespace: { type: namespace }
            action: { block-ip: { address: $source, in: $namespace } }
            pre-check: [not-protected, traffic-share-below]
            max-duration: 30s
            expires: 1h
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(folder.resolve("index/META-INF/runproof/check"));
        Files.writeString(folder.resolve("index/META-INF/runproof/check/is-external.json"), IS_EXTERNAL);
        for (String side : List.of("now", "base")) {
            configure(side, SITES + FILES);
            Files.createDirectories(folder.resolve(side + "/runbooks"));
            Files.createDirectories(folder.resolve(side + "/rules"));
            transaction(side, TRANSACTION);
            rules(side, "");
        }
    }

    private void configure(String side, String text) throws IOException {
        Files.createDirectories(folder.resolve(side));
        Files.writeString(folder.resolve(side + "/runbook.yaml"), text);
    }

    private void transaction(String side, String block) throws IOException {
        Files.writeString(
                folder.resolve(side + "/runbooks/a.md"),
                "---\nalerts: []\n---\n# A\n" + (block.isEmpty() ? "" : "```yaml transaction\n" + block + "```\n"));
    }

    private void page(String side, String name, String text) throws IOException {
        Files.writeString(
                folder.resolve(side + "/runbooks/" + name + ".md"), "---\nalerts: []\n---\n# " + name + "\n" + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '{slug}/'              | '## Make room'     | '## Make rooms'      | 'this change takes #make-room off the page: links to it lead to its top then; write {#make-room} behind what became #make-rooms, or leave the heading as it was'
            '{slug}/'              | '## Make room'     | '## Other {#make-room}' | ''
            '{slug}/'              | '## Make room'     | '## New%n## Make room' | ''
            '{slug}/'              | '## One1%n## Two2%n## Three3%n## Four4' | '' | 'this change takes #one1, #two2, #three3 and 1 more off the page: links to them lead to its top then; write {#one1} behind the heading that it became, or leave the heading as it was'
            'o/r/blob/main/{path}' | '## Make room'     | '## Make rooms'      | 'this change takes #make-room off the page: links to it lead to its top then; write <a id="make-room"></a> above what became #make-rooms, or leave the heading as it was'
            """)
    void anAnchorThatIsTakenOffAPageIsTold(String site, String before, String after, String expected)
            throws IOException {
        String address = site.startsWith("{") ? "https://r.example/" + site : "https://github.com/" + site;
        for (String side : List.of("now", "base")) {
            configure(side, "sites: ['" + address + "']\n" + FILES);
        }
        page("base", "b", before.formatted());
        page("now", "b", after.formatted());
        assertThat(anchorsTold()).isEqualTo(expected.isEmpty() ? List.of() : List.of("runbooks/b.md:4:1 " + expected));
    }

    @Test
    void theAnchorsOfAPageThatMovedAreThoseOfThePageToWhichItsNameLeads() throws IOException {
        page("base", "b", "## Make room\n## D\n");
        page("now", "c", "## D\n");
        assertThat(anchorsTold()).isEmpty();
        Files.writeString(folder.resolve("now/redirects.yaml"), "b: c\n");
        assertThat(anchorsTold())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("runbooks/c.md:4:1 this change takes #make-room off the page");
    }

    private List<String> anchorsTold() {
        return check().findings().stream()
                .filter(finding -> finding.rule().id().equals("removed-anchor"))
                .map(finding -> finding.span() + " " + finding.message() + "; " + finding.help())
                .toList();
    }

    private void rules(String side, String comment) throws IOException {
        Files.writeString(
                folder.resolve(side + "/rules/a.yaml"),
                "groups:\n- name: g\n  rules:\n  " + comment + "\n  - {alert: A, expr: x}\n");
    }

    private CheckReport check() {
        return new RunbookCompiler(
                        folder.resolve("now"), List.of(Path.of("src/test/resources/index"), folder.resolve("index")))
                .check(
                        folder.resolve("now/runbook.yaml"),
                        CheckOptions.asOf(LocalDate.of(2026, 11, 22)).comparedWith(folder.resolve("base")));
    }

    private List<String> told() {
        return check().findings().stream()
                .filter(finding -> finding.rule().aboutChange())
                .map(finding -> finding.span() + " " + finding.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                               | subject-labels: pod                            | 4:1 this weakens the gate: pod counts as that of the subject of each alert
            added-labels: [a]                                | 'added-labels: [a, b]'                         | 4:1 this weakens the gate: b counts as coming with each alert
            'added-labels: [a, b]'                           | added-labels: b                                | ''
            ''                                               | fail-on: never                                 | 4:1 this weakens the gate: fail-on is never, and was error
            fail-on: warning                                 | ''                                             | 1:1 this weakens the gate: fail-on is error, and was warning
            fail-on: error                                   | fail-on: warning                               | ''
            ''                                               | severities: {orphan-runbook: note}             | 4:1 this weakens the gate: orphan-runbook weighs note, and weighed warning
            severities: {orphan-runbook: error}              | ''                                             | 1:1 this weakens the gate: orphan-runbook weighs warning, and weighed error
            severities: {missing-runbook-url: {a: warning}}  | severities: {missing-runbook-url: {a: 'off'}}  | 4:1 this weakens the gate: missing-runbook-url of a alerts weighs off, and weighed warning
            severities: {missing-runbook-url: warning}       | severities: {missing-runbook-url: {a: error, default: warning}} | ''
            exercises: [x.yaml]                              | ''                                             | 1:1 this weakens the gate: x.yaml is no longer read
            incidents: [x.yaml]                              | ''                                             | 1:1 this weakens the gate: x.yaml is no longer read
            alertmanager: [x.yml]                            | ''                                             | 1:1 this weakens the gate: x.yml is no longer read
            sections: [A, B]                                 | sections: [B, C]                               | 4:1 this weakens the gate: the section A is no longer asked for
            max-age: 90d                                     | max-age: 91d                                   | 4:1 this weakens the gate: a validation may be 91 days old, and could be 90
            'max-age: {critical: 30d}'                       | max-age: 180d                                  | 4:1 this weakens the gate: a validation of critical alerts may be 180 days old, and could be 30
            max-age: 90d                                     | ''                                             | 1:1 this weakens the gate: validations are no longer asked for
            'check-links: {grace: 7d}'                       | 'check-links: {grace: 8d}'                     | 4:1 this weakens the gate: a dead link is a warning for 8 days, and was for 7
            ''                                               | 'check-links: {remember: 2d}'                  | 4:1 this weakens the gate: a link that was fine is not asked for again for 2 days, and was for 1
            ''                                               | 'check-links: {ignore: ["https://a/*"]}'       | 4:1 this weakens the gate: https://a/* is no longer asked for by check-links
            ''                                               | 'check-links: {private-hosts: [wiki.corp]}'    | 4:1 this weakens the gate: check-links may connect to wiki.corp at private addresses
            ''                                               | 'check-links: {timeout: 1s}'                   | 4:1 this weakens the gate: check-links waits 1000 ms for an answer, and waited 20000
            ''                                               | 'check-links: {tries: 1}'                      | 4:1 this weakens the gate: check-links tries 1 times, and tried 3
            ''                                               | 'check-links: {tries: 5, timeout: 30s, grace: 0d, interval: 1s, at-once: 1}' | ''
            ''                                               | max-age: 900d                                  | ''
            """)
    void aWeakerSettingIsTold(String before, String after, String told) throws IOException {
        configure("base", SITES + FILES + before + "\n");
        configure("now", SITES + FILES + after + "\n");
        assertThat(told()).isEqualTo(told.isEmpty() ? List.of() : List.of("runbook.yaml:" + told));
    }

    @Test
    void whatIsNoLongerReadIsTold() throws IOException {
        configure(
                "now",
                "sites: ['https://r.example/{slug}/']\nrunbooks: [{files: runbooks/, optional: true}]\nalert-rules: [rules/]\n");
        assertThat(told())
                .containsExactly(
                        "runbook.yaml:1:1 this weakens the gate: links to https://old.example/{slug}/ are no longer resolved",
                        "runbook.yaml:2:1 this weakens the gate: runbooks/ may be nothing now",
                        "runbook.yaml:3:1 this weakens the gate: more/ is no longer read");
    }

    @Test
    void aChangeCannotHideWhatItDoes() throws IOException {
        configure("now", SITES + FILES + "severities: {weakened-gate: 'off'}\nfail-on: never\n");
        assertThat(told())
                .containsExactly(
                        "runbook.yaml:4:1 this weakens the gate: weakened-gate weighs off, and weighed warning",
                        "runbook.yaml:5:1 this weakens the gate: fail-on is never, and was error");
        rules("now", "# runproof-ignore added-suppression owner=a until=2026-12-01 reason=b");
        assertThat(check().findings())
                .extracting(finding -> finding.message())
                .contains("added-suppression cannot be suppressed: it tells what a change does to the gate");
        configure("base", SITES + FILES + "severities: {weakened-gate: 'off'}\n");
        rules("now", "");
        assertThat(told()).as("what everybody agreed to before").isEmpty();
    }

    @Test
    void aSuppressionIsToldUnlessItWasThereBefore() throws IOException {
        String comment = "# runproof-ignore missing-runbook-url owner=a until=2026-12-01 reason=b";
        rules("now", comment);
        assertThat(told())
                .containsExactly("rules/a.yaml:4:3 this change suppresses missing-runbook-url until 2026-12-01: b");
        assertThat(check().summary()).startsWith("1 warning, 1 suppressed; ");
        rules("base", comment);
        assertThat(told()).isEmpty();
        rules("now", comment + "\n  " + comment);
        assertThat(told())
                .as("the same once more")
                .containsExactly("rules/a.yaml:5:3 this change suppresses missing-runbook-url until 2026-12-01: b");
        rules("now", comment.replace("12-01", "12-02"));
        assertThat(told()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pre-check: [not-protected, traffic-share-below] | pre-check: [traffic-share-below]            | it no longer checks not-protected before it acts
            max-duration: 30s          | max-duration: 31s           | it may take 31s, and could 30s
            max-duration: 30s          | max-duration: 29s           | ''
            expires: 1h                | expires: 2h                 | its effect is undone after 2h, and was after 1h
            expires: 1h                | expires: never              | its effect is undone by a person only, and was after 1h
            expires: 1h                | expires: 59m                | ''
            address: $source           | address: 203.0.113.7        | it does block-ip with other values
            """)
    void aWiderTransactionIsTold(String before, String after, String told) throws IOException {
        transaction(
                "now",
                TRANSACTION
                        .replace(before, after)
                        .replace(
                                "  source: { type: ip }\n",
                                after.startsWith("address") ? "" : "  source: { type: ip }\n"));
        assertThat(check().findings())
                .filteredOn(
                        finding -> finding.rule().fixed() || finding.rule().id().startsWith("invalid"))
                .isEmpty();
        assertThat(told())
                .isEqualTo(
                        told.isEmpty()
                                ? List.of()
                                : List.of("runbooks/a.md:6:7 this change widens block-source: " + told));
    }

    @Test
    void aNewTransactionIsToldWithWhatItMayDo() throws IOException {
        transaction("base", "");
        assertThat(told())
                .singleElement()
                .satisfies(
                        told -> assertThat(told)
                                .startsWith(
                                        "runbooks/a.md:6:7 this change widens block-source: it is new, and may block-ip, which is allowed to "));
        transaction("now", "");
        transaction("base", TRANSACTION);
        assertThat(told()).as("a transaction that is gone").isEmpty();
    }

    private static final String RESPONSE = """
            name: block-attacker
            about: { source: ip, namespace: namespace }
            signals:
              rate: [{ alert: A }]
              network: [{ falco: Scan }]
            within: 10m
            grace: { wait: 60s, if-unknown: abort }
            approval: { by: security-oncall, within: 15m, else: page }
            steps:
              - block-source: { only-if: [is-external], if-fails: stop, if-later-fails: undo, approval: { by: lead, within: 15m, else: page } }
            """;

    private void response(String side, String block) throws IOException {
        Files.writeString(
                folder.resolve(side + "/runbooks/a.md"),
                "---\nalerts: [A]\n---\n# A\n```yaml transaction\n" + TRANSACTION + "```\n"
                        + (block.isEmpty() ? "" : "```yaml response\n" + block + "```\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'network: [{ falco: Scan }]'     | 'identity: [{ falco: Scan }]'                  | it no longer needs a signal of network
            falco: Scan                      | falco: Scan }, { alert: A                      | its signal of network may be alert A too
            'rate: [{ alert: A }]'           | 'file: [{ alert: A }]'                         | it no longer needs a signal of rate
            within: 10m                      | within: 11m                                    | its signals may be 11m apart, and could be 10m
            within: 10m                      | within: 9m                                     | ''
            'wait: 60s'                      | 'wait: 30s'                                    | it waits 30s before it looks again and acts, and waited 1m
            'wait: 60s'                      | 'wait: 90s'                                    | ''
            abort                            | proceed                                        | it goes on where nobody knows whether its signals are still there
            'grace: {'                       | '# {'                                          | it no longer waits 1m before it looks again and acts
            'approval: { by: security-oncall' | '# {'                                         | nobody has to agree, and security-oncall had to
            by: security-oncall              | by: anybody                                    | anybody has to agree, and security-oncall had to
            'security-oncall, within: 15m'   | 'security-oncall, within: 1h'                  | who has to agree may do so for 1h, and could for 15m
            'security-oncall, within: 15m'   | 'security-oncall, within: 5m'                  | ''
            'only-if: [is-external], '     | ''                                             | it does block-source even if is-external does not hold
            'if-fails: stop'                 | 'if-fails: continue'                           | it goes on if block-source fails, and stopped
            'if-later-fails: undo'           | 'if-later-fails: keep'                         | the effect of block-source stays if a later step fails, and was undone
            ', approval: { by: lead, within: 15m, else: page }' | ''                          | nobody has to agree to block-source, and lead had to
            'about: { source: ip'            | 'about: { source: { type: ip, from: { label: client } }' | its signals agree on something else
            """)
    void aWiderResponseIsTold(String before, String after, String told) throws IOException {
        response("base", RESPONSE);
        response("now", RESPONSE.replace(before, after));

        assertThat(RESPONSE).contains(before);
        assertThat(told())
                .isEqualTo(
                        told.isEmpty()
                                ? List.of()
                                : List.of("runbooks/a.md:16:7 this change widens block-attacker: " + told));
    }

    @Test
    void aResponseThatIsNarrowerOrGoneIsNotTold() throws IOException {
        String narrower = RESPONSE.replace("steps:", "steps: # in this order");
        response("base", RESPONSE.replace("only-if: [is-external], ", "").replace("approval: { by: sec", "# {"));
        response("now", narrower);
        assertThat(told()).isEmpty();

        response("now", "");
        assertThat(told()).isEmpty();
    }

    @Test
    void aNewResponseIsToldWithWhatItTakesAndDoes() throws IOException {
        response("base", "");
        response("now", RESPONSE);

        assertThat(told())
                .containsExactly(
                        "runbooks/a.md:16:7 this change widens block-attacker: it is new, starts on a signal of rate and a signal of"
                                + " network, does block-source, and security-oncall has to agree first");
    }

    @Test
    void whoHasToAgreeIsNamed() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve("CODEOWNERS"), "/now/ @security\n");
        configure("now", SITES + FILES + "fail-on: never\n");
        assertThat(check().findings())
                .filteredOn(finding -> finding.rule().aboutChange())
                .singleElement()
                .satisfies(finding -> assertThat(finding.help())
                        .isEqualTo("@security has to agree (CODEOWNERS); or else put it back"));
        assertThat(check().findings()).noneMatch(finding -> finding.rule().id().equals("unguarded-file"));
        Files.writeString(folder.resolve("CODEOWNERS"), "/now/runbook.yaml @security\n");
        assertThat(check().findings())
                .filteredOn(finding -> finding.rule().id().equals("unguarded-file"))
                .extracting(finding -> finding.message())
                .containsExactly("runbooks/a.md has a transaction, and nobody owns it");
        Files.writeString(folder.resolve("CODEOWNERS"), "/now/runbooks/ @security\n");
        assertThat(check().findings())
                .filteredOn(finding -> finding.rule().id().equals("unguarded-file"))
                .extracting(finding -> finding.message())
                .containsExactly("runbook.yaml decides what passes, and nobody owns it");
    }

    @Test
    void aNameThatWasTakenOutOfTheLockIsTold() throws IOException {
        Files.writeString(folder.resolve("base/slugs.lock"), "a runbooks/a.md\nb runbooks/b.md\n");
        assertThat(told())
                .containsExactly(
                        "runbook.yaml:1:1 this change takes the page a out of slugs.lock",
                        "runbook.yaml:1:1 this change takes the page b out of slugs.lock");
        Files.writeString(folder.resolve("now/slugs.lock"), "a runbooks/a.md\n");
        assertThat(told()).containsExactly("slugs.lock:1:1 this change takes the page b out of slugs.lock");
    }

    @Test
    void recordsMayMoveWithTheirRunbookAndNotGo() throws IOException {
        String record = "\n- {date: 2026-01-02, who: a, how: review, reference: b, steps: 'v1:sha256:" + "0".repeat(64)
                + "', alerts: 'v1:sha256:" + "1".repeat(64) + "'}";
        String other = record.replace("who: a", "who: c");
        Files.writeString(
                folder.resolve("base/validations.yaml"), "a:\n  records:" + (record + other).replace("\n", "\n    "));
        Files.writeString(
                folder.resolve("now/validations.yaml"), "b:\n  records:" + (other + record).replace("\n", "\n    "));
        assertThat(told()).isEmpty();
        Files.writeString(folder.resolve("now/validations.yaml"), "a:\n  records:" + other.replace("\n", "\n    "));
        assertThat(told())
                .containsExactly("validations.yaml:1:1 this change takes out or changes the record of a of 2026-01-02");
        Files.delete(folder.resolve("now/validations.yaml"));
        assertThat(told()).hasSize(1);
    }

    /** However little the two names have in common. */
    @Test
    void anAlertThatIsRenamedIsKnownByItsExpression() throws IOException {
        Files.writeString(folder.resolve("now/runbooks/a.md"), "---\nalerts: [KubeSchedulerDown]\n---\n# A\n");
        String rules =
                "groups: [{name: g, rules: [{alert: %s, expr: 'absent(up{job=\"s\"})'}, {alert: B, expr: x}]}]\n";
        Files.writeString(folder.resolve("base/rules/a.yaml"), rules.formatted("KubeSchedulerDown"));
        Files.writeString(folder.resolve("now/rules/a.yaml"), rules.formatted("KubeInstanceUnreachable"));
        assertThat(check().findings())
                .filteredOn(finding -> finding.rule().id().equals("unknown-alert"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.help())
                        .isEqualTo("write KubeInstanceUnreachable: this change gives the alert that name, "
                                + "its expression is the same"));
    }
}
