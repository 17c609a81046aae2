package dev.runproof.compiler.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The form of a kind of file that people write, as JSON Schema 2020-12; it is published for editors too.
 *
 * <p>Schemas of ours have no {@code anyOf}, {@code oneOf}, {@code allOf} or {@code not}: a value that may be of several kinds
 * says so by {@code type}, so that one mistake is one finding. {@code title} says what a value is, as a phrase; the first of
 * {@code examples} how it is written. Thread-safe.
 */
public final class DocumentSchema {

    private static final Set<String> ABOUT_KEYS = Set.of("additionalProperties", "propertyNames");

    private final JsonNode text;
    private final String keys;
    private final Conformance conformance;

    private DocumentSchema(JsonNode text, String keys) {
        this.text = text;
        this.keys = keys;
        this.conformance = new Conformance(text);
    }

    /**
     * Reads a schema.
     *
     * @param name the schema's name: {@code META-INF/runproof/schema/NAME.schema.json}
     * @param keys what a key of such a file is called, such as {@code setting}
     * @return the schema
     */
    public static DocumentSchema of(String name, String keys) {
        String resource = "/META-INF/runproof/schema/" + name + ".schema.json";
        try (InputStream in = DocumentSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + resource);
            }
            return new DocumentSchema(new ObjectMapper().readTree(in), keys);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /**
     * Holds a document to the schema.
     *
     * @param document the document
     * @param rule what is found where it does not fit
     * @param findings takes what does not fit, each place once
     * @return what fits: the document without the values that do not, their keys, and keys that are unknown. A value in which
     *     a needed key is missing does not fit, unless it is the whole document; nothing if that is of another kind
     */
    public Optional<YamlNode> fit(YamlNode document, Rule rule, Findings findings) {
        JsonNode tree = JsonTree.of(document);
        List<Error> errors =
                conformance.isCertain(tree) ? List.of() : validator().validate(tree);
        if (errors.isEmpty()) {
            return Optional.of(document);
        }
        var places = new Places(document);
        List<Mistake> mistakes =
                errors.stream().map(error -> mistake(error, places)).toList();
        // A needed key that is misspelt is one mistake.
        IdentityHashMap<YamlNode, Set<String>> meant = new IdentityHashMap<>();
        for (Mistake mistake : mistakes) {
            mistake.meant()
                    .ifPresent(key -> meant.computeIfAbsent(mistake.place().node(), node -> new HashSet<>())
                            .add(key));
        }
        Set<List<Object>> told = new HashSet<>();
        for (Mistake mistake : mistakes) {
            boolean misspelt = mistake.missingKey()
                    .filter(meant.getOrDefault(mistake.place().node(), Set.of())::contains)
                    .isPresent();
            if (!misspelt && told.add(mistake.identity())) {
                findings.add(rule, mistake.span(), mistake.message(), mistake.help());
            }
        }
        return kept(document, mistakes);
    }

    /** The keys that a document may have. */
    public List<String> keys() {
        var names = new ArrayList<String>();
        text.path("properties").fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }

    /** Made only for a document in which something is wrong: it takes a while. */
    Schema validator() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text);
    }

    private Mistake mistake(Error error, Places places) {
        Place place = places.at(error.getInstanceLocation());
        boolean ofKey = ABOUT_KEYS.contains(error.getKeyword()) && place.node() instanceof Mapping;
        JsonNode part = schemaOf(error);
        return new Mistake(
                error,
                place,
                ofKey ? places.key(place, error.getProperty()) : Optional.empty(),
                part,
                resolved(part.path("properties").path(String.valueOf(error.getProperty()))),
                keys);
    }

    /** The part of the schema that is not kept: where the keyword stands to which the path leads. */
    private JsonNode schemaOf(Error error) {
        JsonNode node = text;
        var path = error.getEvaluationPath();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            Object step = path.getElement(i);
            if (step.equals("$ref")) {
                node = resolved(node);
            } else {
                node = step instanceof Integer index ? node.path(index) : node.path(step.toString());
            }
        }
        return node;
    }

    private JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? text.at(part.get("$ref").asText().substring(1)) : part;
    }

    private static Optional<YamlNode> kept(YamlNode document, List<Mistake> mistakes) {
        Set<YamlNode> values = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Entry> unknown = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Mistake mistake : mistakes) {
            mistake.unknownKey().ifPresent(unknown::add);
            if (mistake.isOfValue()) {
                values.add(mistake.place().node());
            }
        }
        return kept(document, values, unknown);
    }

    private static Optional<YamlNode> kept(YamlNode node, Set<YamlNode> refused, Set<Entry> unknown) {
        if (refused.contains(node)) {
            return Optional.empty();
        }
        if (node instanceof Mapping mapping) {
            var entries = new ArrayList<Entry>();
            for (Entry entry : mapping.entries()) {
                if (!unknown.contains(entry)) {
                    kept(entry.value(), refused, unknown)
                            .ifPresent(value -> entries.add(new Entry(entry.key(), value)));
                }
            }
            return Optional.of(new Mapping(mapping.span(), entries));
        }
        if (node instanceof Sequence sequence) {
            return Optional.of(new Sequence(
                    sequence.span(),
                    sequence.items().stream()
                            .flatMap(item -> kept(item, refused, unknown).stream())
                            .toList()));
        }
        return Optional.of(node);
    }
}
