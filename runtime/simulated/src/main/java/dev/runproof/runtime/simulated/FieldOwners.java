package dev.runproof.runtime.simulated;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has set which fields of an object: what a server keeps in {@code metadata.managedFields}. Immutable.
 *
 * <p>It is less than what a real server keeps, and agrees with it: a field is what stands at a path of keys; a list is
 * one field, even where the kind of the object would look into it; and a map is nobody's, only what is in it.
 *
 * @param entries the owners, without those of nothing
 */
record FieldOwners(List<Entry> entries) {

    private static final String MANAGED_FIELDS = "managedFields";
    private static final String UPDATE = "Update";
    private static final String APPLY = "Apply";

    /** What is nobody's: the address, and what only the server writes. */
    private static final Set<String> SERVERS = Set.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            MANAGED_FIELDS);

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::operation)
            .thenComparing(entry -> entry.time().orElse(Instant.MIN))
            .thenComparing(Entry::manager);

    /**
     * The fields of one owner.
     *
     * @param manager who
     * @param operation {@code Apply}, or {@code Update} for a create or a replace
     * @param apiVersion the version of the kind in which they were set
     * @param time when they were set last; empty if they were found as they should be
     * @param paths the fields
     */
    record Entry(String manager, String operation, String apiVersion, Optional<Instant> time, Set<List<String>> paths) {

        private boolean is(String other, String how) {
            return manager.equals(other) && operation.equals(how);
        }
    }

    /** What comes of an apply. */
    sealed interface Applied {

        /**
         * The fields are set.
         *
         * @param object the object
         */
        record Merged(KubernetesObject object) implements Applied {}

        /**
         * Somebody else owns one of them with another value.
         *
         * @param reason who, and which
         */
        record Conflict(String reason) implements Applied {}
    }

    FieldOwners {
        entries = entries.stream()
                .filter(entry -> !entry.paths().isEmpty())
                .sorted(ORDER)
                .toList();
    }

    /**
     * What is created or replaced: whoever does it owns what is then another than before.
     *
     * @param before the object before; empty if there is none
     * @param after the object after
     * @param manager who does it
     * @param now when
     * @return the object after, with its owners
     */
    static KubernetesObject updated(
            Optional<KubernetesObject> before, KubernetesObject after, String manager, Instant now) {
        Map<List<String>, Object> was = before.map(FieldOwners::fieldsOf).orElse(Map.of());
        var taken = new HashSet<List<String>>();
        fieldsOf(after).forEach((path, value) -> {
            if (!value.equals(was.get(path))) {
                taken.add(path);
            }
        });
        var mine = new HashSet<>(taken);
        var entries = new ArrayList<Entry>();
        for (Entry entry : before.map(FieldOwners::of).orElse(List.of())) {
            var kept = new HashSet<>(entry.paths());
            kept.removeIf(path -> taken.contains(path) || at(after, path).isEmpty());
            if (entry.is(manager, UPDATE) && !taken.isEmpty()) {
                mine.addAll(kept);
            } else {
                entries.add(new Entry(entry.manager(), entry.operation(), entry.apiVersion(), entry.time(), kept));
            }
        }
        if (!taken.isEmpty()) {
            entries.add(new Entry(manager, UPDATE, after.ref().kind().apiVersion(), Optional.of(now), mine));
        }
        return new FieldOwners(entries).on(after);
    }

    /**
     * Applies fields to an object.
     *
     * @param live the object
     * @param fields the fields
     * @param manager who applies them
     * @param now when
     */
    static Applied applied(KubernetesObject live, KubernetesObject fields, String manager, Instant now) {
        var others = new ArrayList<Entry>();
        var mine = new ArrayList<Entry>();
        of(live).forEach(entry -> (entry.is(manager, APPLY) ? mine : others).add(entry));
        Map<List<String>, Object> wanted = fieldsOf(fields);
        var content = mutable(live.content());
        var conflicts = new LinkedHashSet<String>();
        wanted.forEach((path, value) -> {
            Optional<Object> is = at(live, path);
            if (!is.equals(Optional.of(value)) && !(isEmptyMap(value) && is.orElse("") instanceof Map)) {
                set(content, path, value);
                others.stream()
                        .filter(entry -> entry.paths().contains(path))
                        .forEach(entry -> conflicts.add("conflict with \"" + entry.manager() + "\" using "
                                + entry.apiVersion() + ": ." + String.join(".", path)));
            }
        });
        if (!conflicts.isEmpty()) {
            return new Applied.Conflict(String.join(", ", conflicts));
        }
        var wantedStill = new HashSet<>(wanted.keySet());
        others.forEach(entry -> wantedStill.addAll(entry.paths()));
        mine.stream()
                .flatMap(entry -> entry.paths().stream())
                .filter(path -> wantedStill.stream().noneMatch(other -> startsWith(other, path)))
                .forEach(path -> remove(content, path));
        var merged = KubernetesObject.of(live.ref().kind(), content);
        Optional<Instant> time =
                merged.equals(live) ? mine.stream().findFirst().flatMap(Entry::time) : Optional.of(now);
        others.add(new Entry(manager, APPLY, live.ref().kind().apiVersion(), time, wanted.keySet()));
        return new Applied.Merged(new FieldOwners(others).on(merged));
    }

    /** An object that an apply creates, with its owner. */
    static KubernetesObject created(KubernetesObject fields, String manager, Instant now) {
        var paths = fieldsOf(fields).keySet();
        var entry = new Entry(manager, APPLY, fields.ref().kind().apiVersion(), Optional.of(now), paths);
        return new FieldOwners(List.of(entry)).on(fields);
    }

    private static List<Entry> of(KubernetesObject object) {
        var entries = new ArrayList<Entry>();
        for (Object element : object.list("metadata", MANAGED_FIELDS)) {
            if (element instanceof Map<?, ?> entry) {
                var paths = new HashSet<List<String>>();
                collect(entry.get("fieldsV1"), List.of(), paths);
                entries.add(new Entry(
                        String.valueOf(entry.get("manager")),
                        String.valueOf(entry.get("operation")),
                        String.valueOf(entry.get("apiVersion")),
                        Optional.ofNullable(entry.get("time")).map(time -> Instant.parse(time.toString())),
                        paths));
            }
        }
        return entries;
    }

    private static void collect(@Nullable Object fields, List<String> path, Collection<List<String>> paths) {
        if (fields instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach(
                    (key, below) -> collect(below, longer(path, key.toString().substring(2)), paths));
        } else {
            paths.add(path);
        }
    }

    private KubernetesObject on(KubernetesObject object) {
        var metadata = new LinkedHashMap<>(object.map("metadata"));
        metadata.remove(MANAGED_FIELDS);
        if (!entries.isEmpty()) {
            metadata.put(MANAGED_FIELDS, entries.stream().map(FieldOwners::json).toList());
        }
        return object.with("metadata", metadata);
    }

    private static Map<String, Object> json(Entry entry) {
        var fields = new LinkedHashMap<String, Object>();
        entry.paths().stream()
                .sorted(Comparator.comparing(Object::toString))
                .map(path -> path.stream().map(key -> "f:" + key).toList())
                .forEach(path -> set(fields, path, new LinkedHashMap<>()));
        var json = new LinkedHashMap<String, Object>();
        json.put("manager", entry.manager());
        json.put("operation", entry.operation());
        json.put("apiVersion", entry.apiVersion());
        entry.time()
                .ifPresent(time ->
                        json.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString()));
        json.put("fieldsType", "FieldsV1");
        json.put("fieldsV1", fields);
        return json;
    }

    /** What somebody can own in an object: the value at each path. */
    private static Map<List<String>, Object> fieldsOf(KubernetesObject object) {
        var fields = new LinkedHashMap<List<String>, Object>();
        object.content().forEach((key, value) -> {
            if (key.equals("metadata")) {
                object.map("metadata").forEach((name, metadata) -> {
                    if (!SERVERS.contains(name)) {
                        addFields(metadata, List.of(key, name), fields);
                    }
                });
            } else if (!key.equals("apiVersion") && !key.equals("kind")) {
                addFields(value, List.of(key), fields);
            }
        });
        return fields;
    }

    private static void addFields(Object value, List<String> path, Map<List<String>, Object> fields) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, below) -> addFields(below, longer(path, key.toString()), fields));
        } else {
            fields.put(path, value);
        }
    }

    private static List<String> longer(List<String> path, String key) {
        var longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }

    private static boolean startsWith(List<String> path, List<String> beginning) {
        return path.size() >= beginning.size()
                && path.subList(0, beginning.size()).equals(beginning);
    }

    private static boolean isEmptyMap(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty();
    }

    private static Optional<Object> at(KubernetesObject object, List<String> path) {
        return object.at(path.toArray(String[]::new));
    }

    private static Map<String, Object> mutable(Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        map.forEach((key, value) ->
                copy.put(key.toString(), value instanceof Map<?, ?> below ? mutable(below) : value));
        return copy;
    }

    @SuppressWarnings("unchecked") // all maps in it were made here
    private static void set(Map<String, Object> map, List<String> path, Object value) {
        if (path.size() == 1) {
            map.put(path.get(0), value);
        } else {
            var below = map.computeIfAbsent(path.get(0), key -> new LinkedHashMap<String, Object>());
            if (!(below instanceof Map)) {
                below = new LinkedHashMap<String, Object>();
                map.put(path.get(0), below);
            }
            set((Map<String, Object>) below, path.subList(1, path.size()), value);
        }
    }

    /** Removes what is at a path, and the maps that are empty then. */
    @SuppressWarnings("unchecked")
    private static void remove(Map<String, Object> map, List<String> path) {
        if (path.size() == 1) {
            map.remove(path.get(0));
        } else if (map.get(path.get(0)) instanceof Map<?, ?> below) {
            remove((Map<String, Object>) below, path.subList(1, path.size()));
            if (below.isEmpty()) {
                map.remove(path.get(0));
            }
        }
    }
}
