package dev.runproof.executor;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Inputs for a demonstration: those that are given, and of the others the first good example of their type. */
final class Examples {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Examples() {}

    /**
     * Chooses the inputs of a transaction.
     *
     * @throws UsageException if a type has no example and the input is not given
     */
    static InputTexts of(SafetyTransaction<?> transaction, Map<String, String> given) {
        var texts = new LinkedHashMap<>(given);
        for (InputDeclaration input : transaction.inputs()) {
            if (!texts.containsKey(input.name()) && input.defaultText().isEmpty()) {
                texts.put(input.name(), example(input));
            }
        }
        return InputTexts.of(texts);
    }

    /**
     * The first good example of the type of an input.
     *
     * @throws UsageException if the type has none
     */
    static String example(InputDeclaration input) {
        String resource = "META-INF/runproof/type/" + input.type() + ".examples.json";
        return read(resource)
                .orElseThrow(() -> new UsageException("there is no example of a " + input.type() + " (" + resource
                        + "); give one: --input " + input.name() + "=…"));
    }

    private static Optional<String> read(String resource) {
        try (InputStream json = Examples.class.getClassLoader().getResourceAsStream(resource)) {
            if (json == null) {
                return Optional.empty();
            }
            var text = MAPPER.readTree(json).at("/good/0/text");
            return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
