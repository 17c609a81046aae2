package dev.runproof.compiler.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Sees quickly that a document is as its schema wants it, which is so nearly always: the validator, which says what is wrong,
 * takes longer to load than a small project to check. What it does not know it does not vouch for. Thread-safe.
 */
final class Conformance {

    /** They ask for nothing. */
    private static final Set<String> NOTES =
            Set.of("$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default");

    private final JsonNode root;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    Conformance(JsonNode schema) {
        this.root = schema;
    }

    /** Whether a document certainly conforms; where not, it may. */
    boolean isCertain(JsonNode document) {
        return conforms(document, root);
    }

    private boolean conforms(JsonNode value, JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue();
        }
        for (Entry<String, JsonNode> keyword : schema.properties()) {
            if (!keeps(value, keyword.getKey(), keyword.getValue(), schema)) {
                return false;
            }
        }
        return true;
    }

    private boolean keeps(JsonNode value, String keyword, JsonNode wanted, JsonNode schema) {
        return switch (keyword) {
            case "$ref" -> wanted.textValue().startsWith("#/") && conforms(value, referred(wanted));
            case "type" -> isOfType(value, wanted);
            case "enum" -> contains(wanted, value);
            case "minLength" ->
                !value.isTextual()
                        || value.textValue().codePointCount(0, value.textValue().length()) >= wanted.intValue();
            case "pattern" -> !value.isTextual() || matches(value.textValue(), wanted.textValue());
            case "minimum" -> !value.isNumber() || value.decimalValue().compareTo(wanted.decimalValue()) >= 0;
            case "maximum" -> !value.isNumber() || value.decimalValue().compareTo(wanted.decimalValue()) <= 0;
            case "minItems" -> !value.isArray() || value.size() >= wanted.intValue();
            case "items" -> !value.isArray() || all(value, wanted);
            case "required" -> !value.isObject() || hasAll(value, wanted);
            case "properties", "additionalProperties" -> !value.isObject() || keepsProperties(value, schema);
            case "propertyNames" -> !value.isObject() || keepsNames(value, wanted);
            default -> NOTES.contains(keyword);
        };
    }

    private JsonNode referred(JsonNode reference) {
        JsonNode part = root.at(reference.textValue().substring(1));
        return part.isMissingNode() ? BooleanNode.FALSE : part;
    }

    private static boolean isOfType(JsonNode value, JsonNode wanted) {
        if (wanted.isArray()) {
            for (JsonNode one : wanted) {
                if (isOfType(value, one)) {
                    return true;
                }
            }
            return false;
        }
        return switch (wanted.textValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            // Whether 1.0 is one is a question for the validator.
            case "integer" -> value.isNumber() && value.decimalValue().scale() <= 0;
            default -> false;
        };
    }

    private static boolean contains(JsonNode wanted, JsonNode value) {
        for (JsonNode one : wanted) {
            // Nor are numbers compared here: 1 and 1.0 are one.
            if (one.equals(value) && !one.isNumber()) {
                return true;
            }
        }
        return false;
    }

    /** The ends of lines are where regular expressions of Java and JavaScript differ. */
    private boolean matches(String text, String pattern) {
        return text.lines().count() <= 1
                && !text.endsWith("\n")
                && patterns.computeIfAbsent(pattern, Pattern::compile)
                        .matcher(text)
                        .find();
    }

    private boolean all(JsonNode array, JsonNode schema) {
        for (JsonNode item : array) {
            if (!conforms(item, schema)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasAll(JsonNode object, JsonNode names) {
        for (JsonNode name : names) {
            if (!object.has(name.textValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean keepsProperties(JsonNode object, JsonNode schema) {
        for (Entry<String, JsonNode> field : object.properties()) {
            JsonNode known = schema.path("properties").get(field.getKey());
            JsonNode others = schema.get("additionalProperties");
            JsonNode part = known != null ? known : others;
            if (part != null && !conforms(field.getValue(), part)) {
                return false;
            }
        }
        return true;
    }

    private boolean keepsNames(JsonNode object, JsonNode schema) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!conforms(TextNode.valueOf(names.next()), schema)) {
                return false;
            }
        }
        return true;
    }
}
