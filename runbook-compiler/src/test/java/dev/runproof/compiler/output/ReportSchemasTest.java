package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runproof.compiler.finding.FailOn;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Judgement;
import dev.runproof.compiler.finding.Level;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.finding.Suppressions;
import dev.runproof.compiler.finding.Weight;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reports are of the form that their schemas promise: that of SARIF 2.1.0 by OASIS, and ours. */
class ReportSchemasTest {

    private static final Rule MISSING = Rule.error("missing-runbook-url");
    private static final Rule UNKNOWN = Rule.error("unknown-runbook");
    private static final List<Rule> RULES = List.of(MISSING, UNKNOWN);

    private static final SourceFile FILE = new SourceFile("rules/a b.yaml", "a: 1\nb: [消防🚒]\n");

    private static final Judgement NONE = Policy.DEFAULT.judge(List.of());
    private static final Judgement SOME = new Policy(
                    FailOn.WARNING,
                    Map.of(
                            "missing-runbook-url",
                            Weight.of(Level.OFF),
                            "unknown-runbook",
                            new Weight(new TreeMap<>(Map.of("critical", Level.ERROR)), Optional.of(Level.WARNING))))
            .judge(
                    List.of(
                            Finding.of(MISSING, FILE.span(0, 1), "off", "mend it"),
                            Finding.of(
                                    UNKNOWN,
                                    FILE.all(),
                                    "hostile {0} [x](http://evil.example) \u202E\u0007",
                                    "mend it"),
                            Finding.of(UNKNOWN, FILE.span(8, 9), "wrong", "mend it"),
                            Finding.of(UNKNOWN, FILE.span(9, 10), "wrong too", "mend it")
                                    .with(List.of(new Related(FILE.span(5, 6), "because of {0} [x](y)")))),
                    new Suppressions(List.of(new Suppression(
                            "unknown-runbook",
                            "team {0} ](x)",
                            "later",
                            LocalDate.of(2026, 12, 31),
                            FILE.span(5, 7),
                            FILE.span(8, 9)))));

    private static Schema schema(String resource, SpecificationVersion version) throws IOException {
        try (InputStream in = ReportSchemasTest.class.getResourceAsStream(resource)) {
            return SchemaRegistry.withDefaultDialect(version).getSchema(Objects.requireNonNull(in), InputFormat.JSON);
        }
    }

    private static Schema sarif() throws IOException {
        return schema("/schema/sarif-schema-2.1.0.json", SpecificationVersion.DRAFT_7);
    }

    private static Schema json() throws IOException {
        return schema("/META-INF/runproof/schema/report.schema.json", SpecificationVersion.DRAFT_2020_12);
    }

    @Test
    void sarifIsValid() throws IOException {
        var report = new SarifReport(RULES);
        assertThat(sarif().validate(report.of(NONE), InputFormat.JSON)).isEmpty();
        assertThat(sarif().validate(report.of(SOME), InputFormat.JSON)).isEmpty();
    }

    /** Else an empty schema would do. */
    @Test
    void theSchemaOfSarifRefusesWhatIsWrong() throws IOException {
        String report = new SarifReport(RULES).of(SOME);
        for (String[] edit : new String[][] {
            {"\"startLine\" : 1", "\"startLine\" : 0"},
            {"\"level\" : \"warning\"", "\"level\" : \"fatal\""},
            {"unicodeCodePoints", "bytes"},
            {"\"ruleIndex\"", "\"ruleNumber\""},
            {"https://runproof.dev/findings", "not an address"}
        }) {
            assertThat(report).contains(edit[0]);
            assertThat(sarif().validate(report.replace(edit[0], edit[1]), InputFormat.JSON))
                    .as(edit[1])
                    .isNotEmpty();
        }
    }

    @Test
    void whatSomebodyAnswersForSaysWho() throws IOException {
        var result = new ObjectMapper()
                .readTree(new SarifReport(RULES).of(SOME))
                .at("/runs/0/results")
                .get(2);
        assertThat(result.at("/suppressions/0/kind").asText()).isEqualTo("inSource");
        assertThat(result.at("/suppressions/0/justification").asText())
                .isEqualTo("later (team {{0}} ] (x), until 2026-12-31)");
        var entry = new ObjectMapper()
                .readTree(JsonReport.of(SOME, Ledger.empty(), Optional.empty()))
                .at("/suppressed/0");
        assertThat(entry.at("/suppression/owner").asText()).isEqualTo("team {0} ](x)");
        assertThat(entry.at("/suppression/line").asInt()).isEqualTo(2);
    }

    @Test
    void otherPlacesAreInBoth() throws IOException {
        var other = new ObjectMapper()
                .readTree(JsonReport.of(SOME, Ledger.empty(), Optional.empty()))
                .at("/findings/1/related/0");
        assertThat(other.toString())
                .isEqualTo("{\"file\":\"rules/a b.yaml\",\"start\":{\"line\":2,\"column\":1},"
                        + "\"end\":{\"line\":2,\"column\":2},\"message\":\"because of {0} [x](y)\"}");
        var location =
                new ObjectMapper().readTree(new SarifReport(RULES).of(SOME)).at("/runs/0/results/1/relatedLocations/0");
        assertThat(location.at("/message/text").asText()).isEqualTo("because of {{0}} [x] (y).");
        assertThat(location.at("/physicalLocation/region/startLine").asInt()).isEqualTo(2);
        assertThat(location.at("/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("rules/a%20b.yaml");
    }

    @Test
    void jsonIsValid() throws IOException {
        assertThat(json().validate(JsonReport.of(NONE, Ledger.empty(), Optional.empty()), InputFormat.JSON))
                .isEmpty();
        assertThat(json().validate(JsonReport.of(SOME, Ledger.empty(), Optional.empty()), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void theSchemaOfJsonRefusesWhatIsWrong() throws IOException {
        String report = JsonReport.of(SOME, Ledger.empty(), Optional.empty());
        for (String[] edit : new String[][] {
            {"\"line\" : 1", "\"line\" : 0"},
            {"\"alerts\" : 0", "\"alerts\" : -1"},
            {"\"failOn\" : \"warning\"", "\"failOn\" : \"sometimes\""},
            {"\"passed\"", "\"green\""},
            {"\"owner\"", "\"who\""},
            {"\"related\"", "\"others\""},
            {"\"until\" : \"2026-12-31\"", "\"until\" : 1"}
        }) {
            assertThat(report).contains(edit[0]);
            assertThat(json().validate(report.replace(edit[0], edit[1]), InputFormat.JSON))
                    .as(edit[1])
                    .isNotEmpty();
        }
    }
}
