package dev.runproof.compiler.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/** Writes JSON that is the same, byte for byte, on every machine: two spaces a level, LF, one at the end. */
public final class JsonText {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final DefaultPrettyPrinter PRINTER =
            new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER);

    private JsonText() {}

    /** An object without fields. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The components of a record, by name. */
    static ObjectNode object(Record record) {
        return MAPPER.valueToTree(record);
    }

    /** Writes piece by piece, what is too large to be a tree. The caller ends it with a line break. */
    static JsonGenerator generator(Writer to) throws IOException {
        return MAPPER.createGenerator(to)
                .setPrettyPrinter(PRINTER.createInstance())
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** Its text. */
    public static String of(ObjectNode tree) {
        try {
            return MAPPER.writer(PRINTER).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree in memory is always written", e);
        }
    }
}
