package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.finding.FailOn;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Level;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Weight;
import dev.runproof.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SarifReportTest {

    private static final Rule MISSING = Rule.error("missing-runbook-url");
    private static final Rule UNREAD = Rule.unread("unreadable-file");
    private static final List<Rule> RULES = List.of(MISSING, Rule.warning("unknown-runbook"), UNREAD);

    private static JsonNode run(Policy policy, List<Finding> findings) {
        try {
            return new ObjectMapper()
                    .readTree(new SarifReport(RULES).of(policy.judge(findings)))
                    .at("/runs/0");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode result(Finding finding) {
        return run(Policy.DEFAULT, List.of(finding)).at("/results/0");
    }

    private static Finding finding(SourceFile file, String marked, String message) {
        int start = file.text().indexOf(marked);
        return Finding.of(MISSING, file.span(start, start + marked.length()), message, "mend it");
    }

    @Test
    void aPlaceIsCountedInCodePointsAndEndsBehindItsLastCharacter() {
        var file = new SourceFile("a.yaml", "x: 1\n🚒 [消🚒,\r\n防]\n");
        assertThat(result(finding(file, "[消🚒,\r\n防]", "wrong"))
                        .at("/locations/0/physicalLocation/region")
                        .toString())
                .isEqualTo("{\"startLine\":2,\"startColumn\":3,\"endLine\":3,\"endColumn\":3}");
    }

    @Test
    void aPathIsAnEncodedReference() {
        var file = new SourceFile("rules/50%: a b é🚒?#.yaml", "x");
        assertThat(result(finding(file, "x", "wrong"))
                        .at("/locations/0/physicalLocation/artifactLocation")
                        .toString())
                .isEqualTo(
                        "{\"uri\":\"rules/50%25%3A%20a%20b%20%C3%A9%F0%9F%9A%92%3F%23.yaml\",\"uriBaseId\":\"SRCROOT\"}");
    }

    @Test
    void textOfStrangersIsNeitherLinkNorPlaceholderNorControl() {
        var file = new SourceFile("a.yaml", "x");
        assertThat(result(finding(file, "x", "no {{ $labels.a }} [b](http://evil.example)\u202E"))
                        .at("/message/text")
                        .asText())
                .isEqualTo("no {{{{ $labels.a }}}} [b] (http://evil.example)\uFFFD.\nHelp: mend it");
    }

    @Test
    void aRuleHasItsPage() {
        JsonNode rule = run(Policy.DEFAULT, List.of()).at("/tool/driver/rules/0");
        assertThat(rule.at("/id").asText()).isEqualTo("missing-runbook-url");
        assertThat(rule.at("/shortDescription/text").asText())
                .isEqualTo("An alert has no runbook_url, or an empty one.");
        assertThat(rule.at("/fullDescription/text").asText())
                .startsWith("An alert has no runbook_url, or an empty one. Whoever is")
                .endsWith(".");
        assertThat(rule.at("/help/markdown").asText())
                .startsWith("# missing-runbook-url\n")
                .contains("## Good");
        assertThat(rule.at("/defaultConfiguration/level").asText()).isEqualTo("error");
        assertThat(run(Policy.DEFAULT, List.of())
                        .at("/tool/driver/rules/1/defaultConfiguration/level")
                        .asText())
                .isEqualTo("warning");
    }

    @Test
    void whatConfigurationChangedIsSaid() {
        var file = new SourceFile("a.yaml", "x");
        JsonNode run = run(
                new Policy(
                        FailOn.ERROR,
                        Map.of("missing-runbook-url", Weight.of(Level.OFF), "unknown-runbook", Weight.of(Level.NOTE))),
                List.of(finding(file, "x", "wrong")));
        assertThat(run.at("/results")).isEmpty();
        assertThat(run.at("/invocations/0/ruleConfigurationOverrides").toString())
                .isEqualTo("[{\"configuration\":{\"enabled\":false},"
                        + "\"descriptor\":{\"id\":\"missing-runbook-url\",\"index\":0}},"
                        + "{\"configuration\":{\"enabled\":true,\"level\":\"note\"},"
                        + "\"descriptor\":{\"id\":\"unknown-runbook\",\"index\":1}}]");
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .isEqualTo("Switched off by the configuration and not shown: 1 of missing-runbook-url.");
    }

    @Test
    void aRunThatCouldNotReadIsNoSuccess() {
        var file = new SourceFile("a.yaml", "x");
        assertThat(run(Policy.DEFAULT, List.of(finding(file, "x", "wrong")))
                        .at("/invocations/0/executionSuccessful")
                        .asBoolean())
                .isTrue();
        assertThat(run(Policy.DEFAULT, List.of(Finding.of(UNREAD, file.all(), "wrong", "mend it")))
                        .at("/invocations/0/executionSuccessful")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void ofTooManyTheHeaviestAreKeptAndTheCutIsSaid() {
        var file = new SourceFile("a.yaml", "x\n".repeat(SarifReport.MOST + 10));
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < SarifReport.MOST + 10; i++) {
            Rule rule = i < 20 ? Rule.warning("unknown-runbook") : MISSING;
            findings.add(Finding.of(rule, file.span(2 * i, 2 * i + 1), "wrong", "mend it"));
        }
        JsonNode run = run(Policy.DEFAULT, findings);
        assertThat(run.at("/results")).hasSize(SarifReport.MOST);
        assertThat(run.at("/results/9/level").asText()).isEqualTo("warning");
        assertThat(run.at("/results/10/level").asText()).isEqualTo("error");
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text")
                        .asText())
                .startsWith("These are 5000 of 5010 findings");
        assertThat(run(Policy.DEFAULT, findings.subList(0, SarifReport.MOST))
                        .at("/invocations/0/toolExecutionNotifications"))
                .isEmpty();
    }
}
