package dev.runproof.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlReader;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentSchemaTest {

    private static final Rule RULE = Rule.error("invalid-configuration");
    private static final String NEEDED = "base-url: https://r.example/\nrunbooks: [a]\nalert-rules: [b]\n";

    private final Findings findings = new Findings();

    private Optional<YamlNode> fit(String text) {
        YamlNode document = YamlReader.readOne(SourceSlice.all(new SourceFile("runbook.yaml", text)), findings)
                .orElseThrow();
        return DocumentSchema.of("runbook", "setting").fit(document, RULE, findings);
    }

    private List<String> told() {
        return findings.sorted().stream()
                .map(finding -> finding.span().toString().replace("runbook.yaml:", "") + " " + finding.message() + " | "
                        + finding.help())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            sites: [{at: 'https://x/{slug}', heading: hugo}] ~ 4:34 there is no setting heading in sites | did you mean headings?
            sites: [{headings: hugo}]                        ~ 4:9 sites has no at | add at: an address with {slug} or {path} in it, such as at: "https://runbooks.example.com/{slug}/"
            sites: [{att: 'https://x/{slug}'}]               ~ 4:10 there is no setting att in sites | did you mean at?
            sites: [7]                                       ~ 4:9 sites takes an address with {slug} or {path} in it, and this is 7 | put it in quotes
            sites: []                                        ~ 4:8 sites takes a list of patterns of addresses, and this is an empty list | write it as in sites: ["https://runbooks.example.com/runbooks/{path|lower}"]
            sites: [{at: 'https://x/{slug}', headings: Hugo}] ~ 4:44 headings cannot be Hugo | did you mean hugo?
            slug-from: name                                  ~ 4:12 slug-from cannot be name | write one of title, file
            max-age: 180                                     ~ 4:10 max-age takes a number of days such as 180d, or severities with such numbers, and this is 180 | put it in quotes
            max-age: {critical: never}                       ~ 4:21 critical takes a number of days, and this is never | write it as in critical: 90d
            values: {cluster: eu}                            ~ 4:19 cluster takes a list of values, and this is eu | write it as in cluster: [eu-1, us-1]
            exercises: [{files: x, optional: 'yes'}]         ~ 4:34 optional takes true where there may be none, and this is yes | write it as in optional: true
            sections: ['']                                   ~ 4:12 sections takes a list of titles, and this is an empty text | write it as in sections: [Meaning, Impact, Mitigation]
            """)
    void saysWhatIsWrongWhereAndWhatToWrite(String setting, String told) {
        fit(NEEDED + setting);
        assertThat(told()).containsExactly(told);
    }

    @Test
    void whatFitsStays() {
        assertThat(((Mapping) fit(NEEDED + "fail-on: always\nlinks: [a, 5]\nlink: x\nsites: [{at: 5}, b]")
                                .orElseThrow())
                        .entries())
                .extracting(entry -> entry.name() + " " + entry.value().kind())
                .containsExactly(
                        "base-url a text", "runbooks a list", "alert-rules a list", "links a list", "sites a list");
        assertThat(findings.size()).isEqualTo(4);
        assertThat(fit("[a]")).isEmpty();
    }

    @Test
    void aNeededKeyThatIsMisspeltIsOneMistake() {
        fit("runbooks: [a]\nalert_rules: [b]");
        assertThat(told()).containsExactly("2:1 there is no setting alert_rules | did you mean alert-rules?");
    }

    @Test
    void aThousandMistakesInOneMappingAreAThousandFindings() {
        String keys = IntStream.range(0, 1_000).mapToObj(i -> "k" + i + ": 1").collect(Collectors.joining("\n"));
        fit(NEEDED + keys);
        assertThat(findings.size()).isEqualTo(1_000);
    }

    static Stream<File> schemas() {
        var folder = new File("src/main/resources/META-INF/runproof/schema");
        return Arrays.stream(Objects.requireNonNull(folder.listFiles()))
                .filter(file -> !Set.of("report.schema.json", "staleness.schema.json", "transaction.schema.json")
                        .contains(file.getName()))
                .sorted();
    }

    /** What messages are made of is there, and examples are of the form that they show. */
    @ParameterizedTest
    @MethodSource("schemas")
    void eachValueSaysWhatItIsAndHowItIsWritten(File file) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(file);
        assertThat(schema.path("$id").asText()).isEqualTo("https://runproof.dev/schema/" + file.getName());
        var parts = new ArrayList<JsonNode>();
        collect(schema, parts);
        assertThat(parts).isNotEmpty();
        for (JsonNode part : parts) {
            for (String union : List.of("anyOf", "oneOf", "allOf", "not")) {
                assertThat(part.has(union)).as(part.toString()).isFalse();
            }
            boolean says = part.has("$ref") || (part.has("title") && (part.equals(schema) || part.has("examples")));
            assertThat(says).as(part.toString()).isTrue();
        }
    }

    /** The schemas in a schema: itself, and those of its properties, items and definitions. */
    private static void collect(JsonNode schema, List<JsonNode> parts) {
        parts.add(schema);
        for (String children : List.of("properties", "$defs", "patternProperties")) {
            schema.path(children).forEach(child -> collect(child, parts));
        }
        for (String child : List.of("items", "additionalProperties")) {
            if (schema.path(child).isObject()) {
                collect(schema.path(child), parts);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void theExamplesOfSettingsFit(File file) throws IOException {
        JsonNode schema = new ObjectMapper().readTree(file);
        var validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON);
        schema.path("properties").properties().forEach(property -> {
            var document = new ObjectMapper().createObjectNode();
            document.set(property.getKey(), property.getValue().path("examples").path(0));
            assertThat(validator.validate(document))
                    .filteredOn(error -> !error.getKeyword().equals("required"))
                    .isEmpty();
        });
    }

    static List<File> published() {
        return Arrays.stream(
                        Objects.requireNonNull(new File("src/main/resources/META-INF/runproof/schema").listFiles()))
                .sorted()
                .toList();
    }

    /** Else an editor would refuse it, or leave a misspelt keyword out of account. */
    @ParameterizedTest
    @MethodSource("published")
    void eachSchemaIsOne(File file) throws IOException {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        JsonNode schema = new ObjectMapper().readTree(file);
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(meta.validate(schema)).isEmpty();
        assertThat(meta.validate(schema.toString().replace("\"object\"", "\"mapping\""), InputFormat.JSON))
                .isNotEmpty();
        Set<String> keywords = Set.of(
                "$schema",
                "$id",
                "$ref",
                "$defs",
                "title",
                "description",
                "examples",
                "type",
                "enum",
                "const",
                "pattern",
                "minLength",
                "maxLength",
                "minimum",
                "maximum",
                "minItems",
                "maxItems",
                "uniqueItems",
                "items",
                "properties",
                "required",
                "additionalProperties",
                "patternProperties",
                "propertyNames",
                "minProperties",
                "maxProperties",
                "format",
                "default");
        var parts = new ArrayList<JsonNode>();
        collect(schema, parts);
        for (JsonNode part : parts) {
            part.fieldNames().forEachRemaining(name -> assertThat(keywords).contains(name));
        }
    }
}
