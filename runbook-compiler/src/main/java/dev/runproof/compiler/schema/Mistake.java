package dev.runproof.compiler.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way in which a document does not fit, said for people.
 *
 * @param error what the validator says
 * @param place where
 * @param unknownKey the key that there is not; empty if something else is wrong
 * @param schema the part of the schema that is not kept
 * @param needed the part of the schema about the key that is missing, where one is
 * @param keys what a key of such a file is called
 */
record Mistake(Error error, Place place, Optional<Entry> unknownKey, JsonNode schema, JsonNode needed, String keys) {

    /** A choice is written as a pattern where a mapping may stand too, since {@code enum} would refuse that. */
    private static final Pattern CHOICE = Pattern.compile("\\^\\(([a-z|-]+)\\)\\$");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9_./ -]*|https?://[^{} ]*");

    /** More would hide what is asked for. */
    private static final int LONGEST_QUOTE = 60;

    /** Whether the value at the place is of no use. */
    boolean isOfValue() {
        return unknownKey.isEmpty() && (missingKey().isEmpty() || place.under().isPresent());
    }

    /** The key that is needed and not there; empty if something else is wrong. */
    Optional<String> missingKey() {
        return error.getKeyword().equals("required") ? Optional.of(error.getProperty()) : Optional.empty();
    }

    /** What is told once: a value that is wrong in several ways is one finding. */
    List<Object> identity() {
        return List.of(span(), unknownKey.isPresent() || missingKey().isPresent() ? error.getProperty() : "");
    }

    Span span() {
        if (unknownKey.isPresent()) {
            return unknownKey.get().key().span();
        }
        if (missingKey().isPresent()) {
            return place.direct()
                    ? place.under().orElseThrow().key().span()
                    : place.under().isPresent()
                            ? place.node().span()
                            : place.node().span().file().span(0, 0);
        }
        return place.node().span();
    }

    String message() {
        if (unknownKey.isPresent()) {
            return "there is no " + keys + " " + unknownKey.get().name()
                    + place.under().map(entry -> " in " + entry.name()).orElse("");
        }
        if (missingKey().isPresent()) {
            String where = place.under().isPresent()
                    ? place.name()
                    : place.node().span().file().path();
            return where + " has no " + missingKey().get();
        }
        return choices().isEmpty() || !(place.node() instanceof Scalar)
                ? place.name() + " takes " + expected() + ", and this is " + found(place.node())
                : place.name() + " cannot be " + found(place.node());
    }

    String help() {
        if (unknownKey.isPresent()) {
            List<String> known = knownKeys();
            return meant().map(near -> "did you mean " + near + "?")
                    .orElse(
                            known.isEmpty()
                                    ? "write it as in " + example(schema)
                                    : "there are " + String.join(", ", known));
        }
        if (missingKey().isPresent()) {
            return "add " + missingKey().get() + ": " + needed.path("title").asText("") + ", such as "
                    + missingKey().get() + ": " + example(needed);
        }
        if (!choices().isEmpty()) {
            return Optional.of(place.node())
                    .filter(Scalar.class::isInstance)
                    .flatMap(node -> Suggestion.nearest(((Scalar) node).text(), choices()))
                    .map(near -> "did you mean " + near + "?")
                    .orElse("write one of " + String.join(", ", choices()));
        }
        boolean unquoted = place.node() instanceof Scalar scalar
                && !JsonTree.of(scalar).isTextual()
                && !scalar.isNull()
                && error.getKeyword().equals("type")
                && schema.path("type").toString().contains("\"string\"");
        return unquoted ? "put it in quotes" : "write it as in " + place.name() + ": " + example(schema);
    }

    /** The key that was probably meant. */
    Optional<String> meant() {
        return unknownKey.flatMap(key -> Suggestion.nearest(key.name(), knownKeys()));
    }

    private List<String> knownKeys() {
        var names = new ArrayList<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> choices() {
        var choices = new ArrayList<String>();
        schema.path("enum").forEach(choice -> choices.add(choice.asText()));
        Matcher pattern = CHOICE.matcher(schema.path("pattern").asText(""));
        if (pattern.matches()) {
            choices.addAll(List.of(pattern.group(1).split("\\|", -1)));
        }
        return choices;
    }

    private String expected() {
        return schema.path("title").asText("something else");
    }

    private static String example(JsonNode schema) {
        return flow(schema.path("examples").path(0));
    }

    private static String flow(JsonNode example) {
        var parts = new ArrayList<String>();
        if (example.isObject()) {
            example.properties().forEach(field -> parts.add(field.getKey() + ": " + flow(field.getValue())));
            return "{ " + String.join(", ", parts) + " }";
        }
        if (example.isArray()) {
            example.forEach(item -> parts.add(flow(item)));
            return "[" + String.join(", ", parts) + "]";
        }
        return PLAIN.matcher(example.asText()).matches() ? example.asText() : "\"" + example.asText() + "\"";
    }

    private static String found(YamlNode node) {
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            String text = scalar.text().strip();
            return text.isEmpty() ? "an empty text" : text.length() > LONGEST_QUOTE ? "a longer text" : text;
        }
        return node instanceof Sequence sequence && sequence.items().isEmpty() ? "an empty list" : node.kind();
    }
}
