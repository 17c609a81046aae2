package dev.runproof.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The quick look vouches for nothing that the validator refuses, and for nearly all that it takes. */
class ConformanceTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/META-INF/runproof/schema");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DOCUMENTS = 3_000;

    static List<Path> schemas() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            // Those are for others: documents are not held to them here.
            return files.filter(
                            file -> Stream.of("report.schema.json", "staleness.schema.json", "transaction.schema.json")
                                    .noneMatch(file::endsWith))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void itAgreesWithTheValidator(Path file) throws IOException {
        JsonNode text = MAPPER.readTree(file.toFile());
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
        var conformance = new Conformance(text);
        var made = new Made(new Random(file.getFileName().toString().hashCode()), text);
        int taken = 0;
        int vouched = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            JsonNode document = made.document(text, 0);
            boolean valid = validator.validate(document).isEmpty();
            boolean certain = conformance.isCertain(document);
            assertThat(!certain || valid).as("%s", document).isTrue();
            taken += valid ? 1 : 0;
            vouched += certain ? 1 : 0;
        }
        assertThat(taken).as("documents that the validator takes").isBetween(DOCUMENTS / 100, DOCUMENTS * 99 / 100);
        assertThat(vouched)
                .as("of %s documents that the validator takes", taken)
                .isGreaterThan(taken * 9 / 10);
    }

    /** Documents of values that the schema speaks of, some in places where they do not belong. */
    private record Made(Random random, JsonNode root) {

        JsonNode document(JsonNode schema, int depth) {
            if (schema.has("$ref")) {
                return document(root.at(schema.get("$ref").textValue().substring(1)), depth);
            }
            if (random.nextInt(40) == 0 || depth > 6) {
                return stray();
            }
            // Else hardly a document would have all that a larger form needs.
            if (depth > 0 && schema.has("examples") && random.nextInt(10) > 2) {
                return any(schema.get("examples"));
            }
            if (schema.has("enum")) {
                return any(schema.get("enum"));
            }
            JsonNode type = schema.path("type");
            String kind = type.isArray() ? any(type).textValue() : type.asText("string");
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            return switch (kind) {
                case "object" -> object(schema, depth);
                case "array" -> {
                    ArrayNode array = nodes.arrayNode();
                    for (int i = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
                        array.add(document(schema.path("items"), depth + 1));
                    }
                    yield array;
                }
                case "boolean" -> nodes.booleanNode(random.nextBoolean());
                case "integer", "number" -> nodes.numberNode(new java.math.BigDecimal(random.nextInt(200)));
                case "null" -> nodes.nullNode();
                default -> schema.has("examples") && random.nextInt(10) > 0 ? any(schema.get("examples")) : text();
            };
        }

        private ObjectNode object(JsonNode schema, int depth) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            List<String> needed = new ArrayList<>();
            schema.path("required").forEach(name -> needed.add(name.textValue()));
            schema.path("properties").properties().forEach(property -> {
                if (needed.contains(property.getKey()) ? random.nextInt(40) > 0 : random.nextInt(3) == 0) {
                    object.set(property.getKey(), document(property.getValue(), depth + 1));
                }
            });
            if (schema.path("additionalProperties").isObject()) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    object.set(text().textValue(), document(schema.get("additionalProperties"), depth + 1));
                }
            } else if (random.nextInt(40) == 0) {
                object.set("unknown", stray());
            }
            return object;
        }

        private JsonNode any(JsonNode list) {
            return list.get(random.nextInt(list.size()));
        }

        private JsonNode text() {
            return JsonNodeFactory.instance.textNode(any(MAPPER.valueToTree(
                            List.of("", "a", "disk-full", "2026-11-02", "30d", " ", "a\nb", "a\n", "🚒", "http://x/")))
                    .textValue());
        }

        private JsonNode stray() {
            return any(
                    MAPPER.valueToTree(List.of("x", 1, 1.5, true, List.of(), List.of("a"), java.util.Map.of(), "\n")));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"type": "string", "maxLength": 3}      | "a"    | false
                    {"type": ["string", "null"]}            | null   | true
                    {"type": "integer"}                     | 7      | true
                    {"type": "integer"}                     | 7.0    | false
                    {"enum": [1, "a"]}                      | "a"    | true
                    {"enum": [1, "a"]}                      | 1      | false
                    {"pattern": "^a$"}                      | "a"    | true
                    {"pattern": "^a$"}                      | "a\\n" | false
                    {"pattern": "^a$"}                      | 1      | true
                    {"minLength": 1}                        | ""     | false
                    {"minLength": 2}                        | "🚒"   | false
                    {"items": false}                        | []     | true
                    {"items": false}                        | [1]    | false
                    {"minItems": 1}                         | []     | false
                    {"required": ["a"]}                     | {}     | false
                    {"additionalProperties": false}         | {"a":1}| false
                    {"propertyNames": {"minLength": 2}}     | {"a":1}| false
                    {"$ref": "#/$defs/none"}                | 1      | false
                    {"$ref": "https://x.example/"}          | 1      | false
                    {"anyOf": [true]}                       | 1      | false
                    """)
    void whatItDoesNotKnowItDoesNotVouchFor(String schema, String document, boolean certain) throws IOException {
        assertThat(new Conformance(MAPPER.readTree(schema)).isCertain(MAPPER.readTree(document)))
                .isEqualTo(certain);
    }

    @Test
    void anExampleThatItVouchesForNeedsNoValidator() throws IOException {
        JsonNode text = MAPPER.readTree(SCHEMAS.resolve("runbook.schema.json").toFile());
        JsonNode usual = MAPPER.readTree(
                "{\"base-url\": \"https://r.example/\", \"runbooks\": [\"runbooks/\"], \"alert-rules\": \"rules/\"}");
        assertThat(new Conformance(text).isCertain(usual)).isTrue();
    }

    private static JsonNode frontMatter(String text) {
        return JsonTree.of(YamlReader.readOne(SourceSlice.all(new SourceFile("a.md", text)), new Findings())
                .orElseThrow());
    }

    /** All that may stand where something else is meant. */
    private static final List<String> VALUES = List.of(
            "",
            "~",
            "null",
            "NULL",
            "true",
            "False",
            "yes",
            "no",
            "text",
            "two words",
            "Ümlaut",
            "5",
            "-5",
            "0x10",
            "5e3",
            "1.5",
            ".5",
            "12-a",
            "a-b",
            "a--b",
            "-a",
            "A",
            "a_b",
            "''",
            "'  '",
            "' a '",
            "'5'",
            "'true'",
            "'null'",
            "\"a\\nb\"",
            "[]",
            "[a]",
            "[a, 5]",
            "[a, '5']",
            "[a, '']",
            "[a, ~]",
            "[[a]]",
            "[a, {b: c}]",
            "{}",
            "{a: b}",
            "[true]",
            "2026-11-02",
            "'2026-11-02'",
            "2026-02-30",
            "2026-13-01",
            "2026-11-2",
            "20261102",
            "2026-11-02T10:00:00Z",
            "2026-11-02 # comment",
            "!!str 5",
            "消防",
            "🚒",
            "a\tb",
            "NaN",
            ".inf",
            "|\n  a\n",
            ">\n  5\n",
            "&x a",
            "Null",
            "TRUE");

    /** Those of which the schema asks for something: the form of the placeholders is asked for by their reader. */
    static List<String> keys() {
        return DocumentSchema.of("front-matter", "key").keys().stream()
                .filter(key -> !key.equals("inputs"))
                .toList();
    }

    /** That it says no to some of them shows that it looks; that the schema takes what it takes is what it is for. */
    @ParameterizedTest
    @MethodSource("keys")
    void whatItTakesOfFrontMatterTheSchemaTakes(String key) throws IOException {
        JsonNode text =
                MAPPER.readTree(SCHEMAS.resolve("front-matter.schema.json").toFile());
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
        int taken = 0;
        for (String value : VALUES) {
            JsonNode document = frontMatter(key + ": " + value + "\n");
            if (new Conformance(text).isCertain(document)) {
                taken++;
                assertThat(validator.validate(document)).as(value).isEmpty();
            }
        }
        assertThat(taken).isBetween(2, VALUES.size() * 3 / 4);
    }

    /** Else each front matter would need the validator. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alerts: [DiskFull, 'DiskFilling']
            alerts: []
            slug: disk-full
            title: 'Runbook: DiskFull'
            last-validated: 2026-11-02
            owner: storage-oncall
            weight: 20
            """)
    void itTakesWhatIsUsual(String line) throws IOException {
        JsonNode text =
                MAPPER.readTree(SCHEMAS.resolve("front-matter.schema.json").toFile());
        assertThat(new Conformance(text).isCertain(frontMatter(line))).isTrue();
    }
}
