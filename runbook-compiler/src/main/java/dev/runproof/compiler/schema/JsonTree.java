package dev.runproof.compiler.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/** A YAML tree as JSON, its plain scalars read by the core schema of YAML 1.2 (chapter 10.3), as editors read them. */
final class JsonTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Digits enough for any number that we ask for; what is longer stays a text, and so is refused where a number is due. */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?([0-9]{1,18}(\\.[0-9]{0,18})?|\\.[0-9]{1,18})([eE][-+]?[0-9]{1,2})?");

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

    private JsonTree() {}

    static JsonNode of(YamlNode node) {
        if (node instanceof Mapping mapping) {
            ObjectNode object = NODES.objectNode();
            for (Entry entry : mapping.entries()) {
                object.set(entry.name(), of(entry.value()));
            }
            return object;
        }
        if (node instanceof Sequence sequence) {
            ArrayNode array = NODES.arrayNode();
            sequence.items().forEach(item -> array.add(of(item)));
            return array;
        }
        return of((Scalar) node);
    }

    private static JsonNode of(Scalar scalar) {
        String text = scalar.text();
        if (scalar.isNull()) {
            return NODES.nullNode();
        }
        if (scalar.plain() && (TRUE.contains(text) || FALSE.contains(text))) {
            return NODES.booleanNode(TRUE.contains(text));
        }
        if (scalar.plain() && NUMBER.matcher(text).matches()) {
            return NODES.numberNode(new BigDecimal(text));
        }
        return NODES.textNode(text);
    }
}
