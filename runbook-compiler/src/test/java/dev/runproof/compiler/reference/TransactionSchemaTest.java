package dev.runproof.compiler.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexReader;
import dev.runproof.compiler.transaction.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema for editors takes what the compiler takes, and says of most mistakes that they are some. */
class TransactionSchemaTest {

    private static final Path PUBLISHED =
            Path.of("src/main/resources/META-INF/runproof/schema/transaction.schema.json");

    private final ObjectMapper json = new ObjectMapper();

    private static Index index() {
        return IndexReader.read(
                        List.of(Path.of("src/test/resources/index"), Path.of("src/test/resources/index-of-pods")))
                .index();
    }

    private List<String> mistakes(String schema, String yaml) throws IOException {
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json.readTree(schema));
        JsonNode tree = json.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        return validator.validate(tree).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getKeyword())
                .toList();
    }

    /** {@code -Drecreate=true} writes it anew. */
    @Test
    void thePublishedOneIsThatOfNoIndex() throws IOException {
        if (Boolean.getBoolean("recreate")) {
            Files.writeString(PUBLISHED, TransactionSchema.of(Index.empty()));
        }
        assertThat(PUBLISHED).hasContent(TransactionSchema.of(Index.empty()));
        assertThat(mistakes(TransactionSchema.of(Index.empty()), Blocks.BLOCK_SOURCE))
                .isEmpty();
        assertThat(mistakes(TransactionSchema.of(Index.empty()), Blocks.BLOCK_SOURCE.replace("expires", "expire")))
                .containsExactlyInAnyOrder(" required", " additionalProperties");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pre-check: [not-protected] > pre-check: [not-protected, traffic-share-below]",
                "pre-check: [not-protected] > pre-check: [{ not-protected: }, { traffic-share-below: { percent: 5.5 } }]",
                "pre-check: [not-protected] > pre-check: [{ traffic-share-below: { if-unknown: allow, window: 1h30m } }]",
                "expires: 1h > expires: { after: 24h, then: page }",
                "expires: 1h > expires: never",
                "address: $source > address: 2001:db8::1",
            })
    void takesWhatTheCompilerTakes(String change) throws IOException {
        assertThat(mistakes(TransactionSchema.of(index()), changed(change))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            block-ip: {          > blok-ip: {                          > /action additionalProperties
            address: $source     > adress: $source                     > /action/block-ip required
            address: $source     > address: 10.0.0.300                 > /action/block-ip/address pattern
            [not-protected]      > [not-protekted]                     > /pre-check/0 enum
            [not-protected]      > [{ traffic-share-below: { percent: 101% } }] > /pre-check/0/traffic-share-below/percent pattern
            { type: namespace }  > { type: namespaces }                > /inputs/namespace/type enum
            expires: 1h          > expires: soon                       > /expires pattern
            max-duration: 30s    > max-duration: 0s                    > /max-duration pattern
            """)
    void tellsOfMistakes(String text, String replacement, String mistake) throws IOException {
        assertThat(mistakes(TransactionSchema.of(index()), changed(text + " > " + replacement)))
                .contains(mistake);
    }

    private static String changed(String change) {
        // The index has no check that could stand behind.
        String block = Blocks.BLOCK_SOURCE.replace("post-check: [policy-enforced]\n", "");
        String[] parts = change.split(" > ", -1);
        assertThat(block).contains(parts[0].strip());
        return block.replace(parts[0].strip(), parts[1].strip());
    }

    @Test
    void theSameIndexGivesTheSameBytes() {
        assertThat(TransactionSchema.of(index())).isEqualTo(TransactionSchema.of(index()));
    }
}
