package dev.runproof.runtime.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Somebody who has written what is at a place of an object, as the server notes it in {@code metadata.managedFields}.
 *
 * @param manager the name that they gave
 * @param time when they wrote last; empty if that is not noted
 * @param fields what is theirs at that place, in the format {@code FieldsV1}; empty if all of it is
 */
record FieldOwner(String manager, Optional<Instant> time, Map<?, ?> fields) {

    /** All who have written something of an object. */
    static List<FieldOwner> of(KubernetesObject object) {
        var owners = new ArrayList<FieldOwner>();
        for (Object element : object.list("metadata", "managedFields")) {
            if (element instanceof Map<?, ?> entry
                    && entry.get("manager") instanceof String manager
                    && entry.get("fieldsV1") instanceof Map<?, ?> fields
                    && !fields.isEmpty()) {
                owners.add(new FieldOwner(manager, time(String.valueOf(entry.get("time"))), fields));
            }
        }
        return owners;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Those of some owners who have written something at or below a key. */
    static List<FieldOwner> at(String key, List<FieldOwner> owners) {
        return below(owners, name -> name.equals("f:" + key));
    }

    /** Those of some owners who have written something at or below an element of a list. */
    static List<FieldOwner> atElement(int index, Object element, List<FieldOwner> owners) {
        return below(
                owners,
                name -> name.equals("i:" + index)
                        || name.equals("v:" + Json.text(element))
                        || (name.startsWith("k:") && hasKeys(element, Json.parse(utf8(name.substring(2))))));
    }

    private static List<FieldOwner> below(List<FieldOwner> owners, Predicate<String> isTheirs) {
        var below = new ArrayList<FieldOwner>();
        for (FieldOwner owner : owners) {
            if (owner.fields.isEmpty()) {
                below.add(owner);
            }
            owner.fields.forEach((name, fields) -> {
                if (fields instanceof Map<?, ?> map && isTheirs.test(String.valueOf(name))) {
                    below.add(new FieldOwner(owner.manager, owner.time, map));
                }
            });
        }
        return below;
    }

    private static boolean hasKeys(Object element, JsonNode keys) {
        return element instanceof Map<?, ?> map
                && keys.isObject()
                && keys.properties().stream()
                        .allMatch(key -> map.containsKey(key.getKey())
                                && Json.text(map.get(key.getKey()))
                                        .equals(key.getValue().toString()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
