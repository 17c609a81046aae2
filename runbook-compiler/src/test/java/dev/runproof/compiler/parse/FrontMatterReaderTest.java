package dev.runproof.compiler.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrontMatterReaderTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/META-INF/runproof/schema");

    private final Findings findings = new Findings();

    private List<Finding> read(String text) {
        new FrontMatterReader(findings).read(SourceSlice.all(new SourceFile("a.md", text)));
        return findings.sorted();
    }

    private static JsonNode properties(String schema) throws IOException {
        return new ObjectMapper()
                .readTree(SCHEMAS.resolve(schema + ".schema.json").toFile())
                .path("properties");
    }

    @Test
    void theGlanceKnowsTheKeysOfTheSchema() throws IOException {
        var names = new ArrayList<String>();
        properties("front-matter").fieldNames().forEachRemaining(names::add);
        assertThat(PlainFrontMatter.KEYS).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void runbooksInYamlHaveTheSameKeys() throws IOException {
        JsonNode yaml = properties("yaml-runbook");
        properties("front-matter")
                .properties()
                .forEach(key -> assertThat(yaml.get(key.getKey())).isEqualTo(key.getValue()));
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
        return PlainFrontMatter.KEYS.stream()
                .filter(key -> !key.equals("inputs"))
                .toList();
    }

    /** That it says no to some of them shows that it looks; that the schema takes what it takes is what it is for. */
    @ParameterizedTest
    @MethodSource("keys")
    void whatTheGlanceTakesTheSchemaTakes(String key) {
        var schema = DocumentSchema.of("front-matter", "key");
        int taken = 0;
        for (String value : VALUES) {
            Mapping root = (Mapping)
                    YamlReader.readOne(SourceSlice.all(new SourceFile("a.md", key + ": " + value + "\n")), findings)
                            .orElseThrow();
            if (PlainFrontMatter.fits(root)) {
                taken++;
                assertThat(schema.fit(root, RunbookReader.INVALID_FRONT_MATTER, findings))
                        .as(value)
                        .containsSame(root);
            }
        }
        assertThat(findings.sorted()).isEmpty();
        assertThat(taken).isBetween(2, VALUES.size() / 2);
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
    void theGlanceTakesWhatIsUsual(String line) {
        assertThat(PlainFrontMatter.fits(
                        (Mapping) YamlReader.readOne(SourceSlice.all(new SourceFile("a.md", line)), findings)
                                .orElseThrow()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alert: [A]                 | did you mean alerts?
            Alerts: [A]                | did you mean alerts?
            last_validated: 2026-11-02 | did you mean last-validated?
            lastValidated: 2026-11-02  | did you mean last-validated?
            last-valdated: 2026-11-02  | did you mean last-validated?
            last-vaildatd: 2026-11-02  | did you mean last-validated?
            onwer: me                  | did you mean owner?
            owners: me                 | did you mean owner?
            slgu: a                    | did you mean slug?
            tilte: a                   | did you mean title?
            """)
    void aKeyThatIsNearlyOursIsToldOnce(String line, String help) {
        assertThat(read(line)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(RunbookReader.UNKNOWN_KEY);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.span()).hasToString("a.md:1:1");
            assertThat(finding.span().text() + ":").isEqualTo(line.substring(0, line.indexOf(':') + 1));
            assertThat(finding.help()).isEqualTo(help);
        });
    }

    @Test
    void whereTheKeyItselfStandsAnotherIsNotMeantForIt() {
        assertThat(read("owner: me\nowners: [us]\n")).isEmpty();
    }

    /** Keys that sites give a meaning, from the documentation of their generators. */
    @Test
    void keysOfSitesAreNotTakenForOurs() throws IOException {
        List<String> keys = Files.readAllLines(Path.of("src/test/resources/front-matter/keys-of-sites.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(keys).hasSizeGreaterThan(150);
        for (String key : keys) {
            assertThat(read(key + ": x\n")).as(key).isEmpty();
        }
    }
}
