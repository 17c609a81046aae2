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

    static String text(Object tree) {
        return text(MAPPER.writer(), tree);
    }

    /** With the keys of each map in their order, so that equal trees have equal texts. */
    static String sortedText(Object tree) {
        return text(SORTED, tree);
    }

    /**
     * With the keys of each map in their order, and what cannot be seen, which JSON has in texts only, as {@code \\u} and
     * four digits: it is the same JSON, and a terminal shows all of it.
     */
    static String visibleText(Object tree) {
        var visible = new StringBuilder();
        text(SORTED, tree).codePoints().forEach(point -> {
            if (isVisible(point)) {
                visible.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    visible.append(String.format("\\u%04X", (int) unit));
                }
            }
        });
        return visible.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String text(ObjectWriter writer, Object tree) {
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
