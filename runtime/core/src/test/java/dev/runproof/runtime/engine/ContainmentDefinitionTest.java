package dev.runproof.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ContainmentDefinitionTest {

    private final JsonNode definition = definition();
    private final JsonNode version = definition.at("/spec/versions/0");
    private final JsonNode spec = version.at("/schema/openAPIV3Schema/properties/spec");

    @Test
    void itDefinesTheKindThatTheEngineWrites() {
        var kind = Containment.KIND;

        assertThat(definition.at("/metadata/name").asText()).isEqualTo(kind.plural() + "." + kind.group());
        assertThat(definition.at("/spec/group").asText()).isEqualTo(kind.group());
        assertThat(definition.at("/spec/names/kind").asText()).isEqualTo(kind.kind());
        assertThat(definition.at("/spec/scope").asText()).isEqualTo("Namespaced");
        assertThat(version.get("name").asText()).isEqualTo(kind.version());
        assertThat(version.has("subresources")).as("a step is one write").isFalse();
    }

    @Test
    void itsStatesAreThoseOfTheEngine() {
        assertThat(spec.at("/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(ContainmentState.values()).map(Enum::name).toList());
    }

    @Test
    void itsRuleForStepsIsTheTableOfTheEngine() {
        assertThat(StreamSupport.stream(spec.get("x-kubernetes-validations").spliterator(), false))
                .extracting(rule -> rule.get("rule").asText())
                .contains(ContainmentState.transitionRule());
    }

    @Test
    void itTakesAsManyClaimsAsTheEngineWrites() {
        assertThat(spec.at("/properties/claims/maxItems").asInt()).isEqualTo(Containment.MAX_CLAIMS);
        assertThat(spec.at("/properties/claims/items/properties/incident/maxLength")
                        .asInt())
                .isEqualTo(Incident.MAX_LENGTH);
    }

    @Test
    void itTakesAsLongAStatementAsTheEngineKeeps() {
        assertThat(spec.at("/properties/effect/properties/statement/maxLength").asInt())
                .isEqualTo(Containment.MAX_STATEMENT);
    }

    private static JsonNode definition() {
        try (InputStream yaml = Objects.requireNonNull(
                ContainmentDefinitionTest.class.getClassLoader().getResourceAsStream(ContainmentRules.DEFINITION))) {
            return new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
