package dev.runproof.runtime.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Map;

/** JSON as text and as trees. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter SORTED = MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private Json() {}

    static String text(Map<String, Object> tree) {
        return text(MAPPER.writer(), tree);
    }

    /** With the keys of each map in their order, so that equal trees have equal texts. */
    static String sortedText(Map<String, Object> tree) {
        return text(SORTED, tree);
    }

    private static String text(ObjectWriter writer, Map<String, Object> tree) {
        try {
            return writer.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tree that has no JSON", e);
        }
    }

    /** What a text says; a missing node if it is not JSON. */
    static JsonNode parse(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The tree of an object; empty if the node is something else. */
    static Map<String, Object> tree(JsonNode node) {
        return node.isObject() ? MAPPER.convertValue(node, TREE) : Map.of();
    }
}
