package dev.runproof.runtime.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.engine.Incident;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RunDefinitionTest {

    private final JsonNode definition = definition();
    private final JsonNode version = definition.at("/spec/versions/0");
    private final JsonNode spec = version.at("/schema/openAPIV3Schema/properties/spec");
    private final JsonNode step = spec.at("/properties/steps/items");

    @Test
    void itDefinesTheKindThatIsWritten() {
        var kind = ResponseRun.KIND;

        assertThat(definition.at("/metadata/name").asText()).isEqualTo(kind.plural() + "." + kind.group());
        assertThat(definition.at("/spec/group").asText()).isEqualTo(kind.group());
        assertThat(definition.at("/spec/names/kind").asText()).isEqualTo(kind.kind());
        assertThat(definition.at("/spec/scope").asText()).isEqualTo("Namespaced");
        assertThat(version.get("name").asText()).isEqualTo(kind.version());
        assertThat(version.has("subresources")).as("a step is one write").isFalse();
    }

    @Test
    void itsStatesAreThoseOfTheTables() {
        assertThat(spec.at("/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(RunState.values()).map(Enum::name).toList());
        assertThat(step.at("/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(StepState.values()).map(Enum::name).toList());
    }

    @Test
    void itsWordsAreThoseOfTheRecord() {
        assertThat(spec.at("/properties/next/properties/what/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Arrays.stream(ResponseRun.Due.What.values())
                        .map(Enum::name)
                        .toList());
        assertThat(spec.at("/properties/grace/properties/end/properties/verdict/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Grace.Verdict.values()).map(Enum::name).toList());
    }

    @Test
    void itsRulesForStepsAreTheTables() {
        assertThat(rules(spec)).contains(RunRules.rulesOfRuns(), RunRules.ruleOfApprovals(), RunRules.ruleOfGrace());
        assertThat(rules(step)).contains(RunRules.rulesOfSteps());
    }

    @Test
    void itTakesWhatIsWritten() {
        assertThat(spec.at("/properties/steps/maxItems").asInt()).isEqualTo(Response.MAX_STEPS);
        assertThat(spec.at("/properties/decisions/maxProperties").asInt()).isEqualTo(Response.MAX_STEPS);
        assertThat(spec.at("/properties/incident/maxLength").asInt()).isEqualTo(Incident.MAX_LENGTH);
        assertThat(spec.at("/properties/history/maxItems").asInt()).isEqualTo(ResponseRun.MAX_HISTORY);
        assertThat(spec.at("/properties/history/items/properties/note/maxLength")
                        .asInt())
                .isEqualTo(ResponseRun.MAX_NOTE);
        assertThat(spec.at("/properties/lookups/additionalProperties/properties/text/maxLength")
                        .asInt())
                .isEqualTo(ResponseRun.MAX_TEXT);
    }

    private static List<String> rules(JsonNode node) {
        return StreamSupport.stream(node.get("x-kubernetes-validations").spliterator(), false)
                .map(rule -> rule.get("rule").asText())
                .toList();
    }

    private static JsonNode definition() {
        try (InputStream yaml = Objects.requireNonNull(
                RunDefinitionTest.class.getClassLoader().getResourceAsStream(RunRules.DEFINITION))) {
            return new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
