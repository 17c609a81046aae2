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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontMatterReaderTest {

    private static final Path SCHEMAS = Path.of("src/main/resources/META-INF/runproof/schema");

    private final Findings findings = new Findings();

    private List<Finding> read(String text) {
        new FrontMatterReader(DocumentSchema.of("front-matter", "key"), findings)
                .read(SourceSlice.all(new SourceFile("a.md", text)));
        return findings.sorted();
    }

    private static JsonNode properties(String schema) throws IOException {
        return new ObjectMapper()
                .readTree(SCHEMAS.resolve(schema + ".schema.json").toFile())
                .path("properties");
    }

    @Test
    void runbooksInYamlHaveTheSameKeys() throws IOException {
        JsonNode yaml = properties("yaml-runbook");
        properties("front-matter")
                .properties()
                .forEach(key -> assertThat(yaml.get(key.getKey())).isEqualTo(key.getValue()));
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
