package dev.runproof.runtime.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object as the tree that its JSON is: maps with text keys, lists, texts, {@code Long}, {@code Double} and
 * {@code Boolean}. Immutable in all its depth.
 */
public final class KubernetesObject {

    private final ObjectRef ref;
    private final Map<String, Object> content;

    private KubernetesObject(ObjectRef ref, Map<String, Object> content) {
        this.ref = ref;
        this.content = content;
    }

    /**
     * Takes an object that a server sent.
     *
     * @param kind its kind
     * @param content its JSON as a tree; nulls in it are dropped
     * @return the object, copied
     * @throws IllegalArgumentException if it has no name, or a value that JSON does not have
     */
    public static KubernetesObject of(ResourceKind kind, Map<String, ?> content) {
        var copy = copy(content);
        var metadata = asMap(copy.getOrDefault("metadata", Map.of()));
        if (!(metadata.get("name") instanceof String name)) {
            throw new IllegalArgumentException("a " + kind.kind() + " without metadata.name");
        }
        String namespace = metadata.get("namespace") instanceof String text ? text : "";
        return new KubernetesObject(new ObjectRef(kind, namespace, name), copy);
    }

    /**
     * Reads an object as a server has sent it.
     *
     * @param kind its kind
     * @param json its JSON
     * @return the object; empty if it is none
     */
    public static Optional<KubernetesObject> read(ResourceKind kind, byte[] json) {
        try {
            return Optional.of(of(kind, Json.tree(Json.parse(json))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes an object that is to be written.
     *
     * @param ref its address
     * @param labels its labels
     * @param annotations its annotations
     * @param fields what stands beside {@code metadata}, such as {@code spec}
     * @return the object
     */
    public static KubernetesObject of(
            ObjectRef ref, Map<String, String> labels, Map<String, String> annotations, Map<String, ?> fields) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", ref.name());
        if (ref.kind().namespaced()) {
            metadata.put("namespace", ref.namespace());
        }
        if (!labels.isEmpty()) {
            metadata.put("labels", labels);
        }
        if (!annotations.isEmpty()) {
            metadata.put("annotations", annotations);
        }
        var content = new LinkedHashMap<String, Object>();
        content.put("apiVersion", ref.kind().apiVersion());
        content.put("kind", ref.kind().kind());
        content.put("metadata", metadata);
        content.putAll(fields);
        return of(ref.kind(), content);
    }

    /**
     * Makes an object that says what another one said.
     *
     * @param ref its address
     * @param statementJson what {@link #statementJson()} of the other one is
     * @return the object, with no more metadata than its address; empty if no object can say that
     */
    public static Optional<KubernetesObject> saying(ObjectRef ref, String statementJson) {
        var statement = Json.parse(statementJson.getBytes(StandardCharsets.UTF_8));
        if (!statement.isObject() || statement.has("metadata")) {
            return Optional.empty();
        }
        try {
            return Optional.of(of(ref, Map.of(), Map.of(), Json.tree(statement)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its address. */
    public ObjectRef ref() {
        return ref;
    }

    /** Its JSON as an unmodifiable tree. */
    public Map<String, Object> content() {
        return content;
    }

    /**
     * What it says, as JSON with sorted keys, from which digests are taken: without {@code metadata} and {@code status},
     * which servers and controllers write.
     */
    public String statementJson() {
        return Json.sortedText(statement());
    }

    Map<String, Object> statement() {
        var statement = new LinkedHashMap<>(content);
        statement.remove("metadata");
        statement.remove("status");
        return statement;
    }

    /** Its UID; empty if it has not been stored. */
    public String uid() {
        return text("metadata", "uid").orElse("");
    }

    /** Its resource version; empty if it has not been stored. */
    public String resourceVersion() {
        return text("metadata", "resourceVersion").orElse("");
    }

    /** A label. */
    public Optional<String> label(String key) {
        return text("metadata", "labels", key);
    }

    /** An annotation. */
    public Optional<String> annotation(String key) {
        return text("metadata", "annotations", key);
    }

    /**
     * What stands at a path of keys.
     *
     * @return the value, or empty if there is none
     */
    public Optional<Object> at(String... path) {
        Object node = content;
        for (String key : path) {
            node = node instanceof Map<?, ?> map ? map.get(key) : null;
            if (node == null) {
                return Optional.empty();
            }
        }
        return Optional.of(node);
    }

    /** The text at a path of keys; empty if there is none, or something else. */
    public Optional<String> text(String... path) {
        return at(path).filter(String.class::isInstance).map(String.class::cast);
    }

    /** The map at a path of keys; empty if there is none, or something else. */
    public Map<String, Object> map(String... path) {
        return asMap(at(path).orElse(Map.of()));
    }

    /** The list at a path of keys; empty if there is none, or something else. */
    public List<Object> list(String... path) {
        return at(path).orElse(List.of()) instanceof List<?> list ? Collections.unmodifiableList(list) : List.of();
    }

    /** When what stands at a path of keys was last written, as the server noted it; empty if it did not. */
    public Optional<Instant> lastWritten(List<String> path) {
        var owners = FieldOwner.of(this);
        for (String key : path) {
            owners = FieldOwner.at(key, owners);
        }
        return owners.stream().flatMap(owner -> owner.time().stream()).max(Comparator.naturalOrder());
    }

    /**
     * This object with a top-level field replaced or added.
     *
     * @throws IllegalArgumentException if it is then none, as it has no name
     */
    public KubernetesObject with(String field, Object value) {
        var changed = new LinkedHashMap<>(content);
        changed.put(field, value);
        return of(ref.kind(), changed);
    }

    /**
     * This object with what stands at a path of keys replaced, added, or taken out. Maps on the way that are not there are
     * made; one that is left empty stays.
     *
     * @param path the keys, at least one
     * @param value what is to stand there; empty if nothing is
     * @throws IllegalArgumentException if something else than a map is on the way
     */
    public KubernetesObject withAt(List<String> path, Optional<?> value) {
        return of(ref.kind(), changed(content, path, value));
    }

    private static Map<String, Object> changed(Map<String, Object> map, List<String> path, Optional<?> value) {
        var changed = new LinkedHashMap<>(map);
        String key = path.get(0);
        if (path.size() > 1) {
            Object next = map.getOrDefault(key, Map.of());
            if (!(next instanceof Map)) {
                throw new IllegalArgumentException(key + " is no map");
            }
            if (value.isPresent() || map.containsKey(key)) {
                changed.put(key, changed(asMap(next), path.subList(1, path.size()), value));
            }
        } else if (value.isPresent()) {
            changed.put(key, value.get());
        } else {
            changed.remove(key);
        }
        return changed;
    }

    /** The JSON of a tree as an object has it, with the keys of each map in their order. */
    public static String json(Object tree) {
        return Json.sortedText(tree);
    }

    /** This object with entries of {@code metadata} replaced or added. */
    public KubernetesObject withMetadata(Map<String, ?> entries) {
        var metadata = new LinkedHashMap<>(map("metadata"));
        metadata.putAll(entries);
        return with("metadata", metadata);
    }

    @SuppressWarnings("unchecked") // copy() lets no other keys in
    private static Map<String, Object> asMap(Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw new IllegalArgumentException("a key in JSON is a text");
            }
            if (value != null) {
                copy.put(text, copyValue(value));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object copyValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<Object>(list.size());
            for (Object element : list) {
                if (element != null) {
                    copy.add(copyValue(element));
                }
            }
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof String || value instanceof Boolean || value instanceof Long || value instanceof Double) {
            return value;
        }
        throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KubernetesObject object && object.content.equals(content) && object.ref.equals(ref);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
