package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change to one field of an object that is somebody else's. Immutable. */
public sealed interface FieldEdit {

    /** What becomes of a field when its containment ends. */
    enum AtTheEnd {
        /** It gets what it had before. */
        RESTORE,
        /** It stays as it is. */
        KEEP
    }

    /** The keys that lead to the field. */
    List<String> path();

    /** What becomes of it when the containment ends. */
    AtTheEnd atTheEnd();

    /** Whether an object is as it was when the edit was decided on. */
    boolean isOpenIn(KubernetesObject object);

    /** Whether an object is as the edit makes it. */
    boolean isDoneIn(KubernetesObject object);

    /** What the field of an object says once the edit is done; empty if there is no field then. */
    Optional<Object> doneIn(KubernetesObject object);

    /** What the field of an object says once the edit is taken back; empty if there is no field then. */
    Optional<Object> undoneIn(KubernetesObject object);

    /** This edit as the record of a containment has it: texts, numbers, lists and maps. */
    Map<String, Object> fields();

    /**
     * Reads an edit.
     *
     * @param fields what {@link #fields()} gave
     * @return the edit; empty if it is none
     */
    static Optional<FieldEdit> of(Map<?, ?> fields) {
        if (!(fields.get("path") instanceof List<?> keys)
                || keys.isEmpty()
                || !keys.stream().allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        List<String> path = keys.stream().map(String.class::cast).toList();
        if (fields.get("listed") instanceof String element) {
            return Listed.isElement(element) ? Optional.of(new Listed(path, element)) : Optional.empty();
        }
        if (fields.get("inFront") instanceof Map<?, ?> element) {
            return InFront.isElement(element) ? Optional.of(InFront.copyOf(path, element)) : Optional.empty();
        }
        Optional<Object> before = Optional.ofNullable(fields.get("before"));
        Optional<Object> after = Optional.ofNullable(fields.get("after"));
        return Arrays.stream(AtTheEnd.values())
                .filter(end -> end.name().equals(fields.get("atTheEnd")) && !before.equals(after))
                .findFirst()
                .map(end -> new Value(path, before, after, end));
    }

    /**
     * A field gets another value.
     *
     * @param path the keys that lead to it
     * @param before what it says; empty if it is not there
     * @param after what it is to say, something else than before; empty if it is not to be there
     * @param atTheEnd what becomes of it when the containment ends
     */
    record Value(List<String> path, Optional<Object> before, Optional<Object> after, AtTheEnd atTheEnd)
            implements FieldEdit {

        /** Copies the path. */
        public Value {
            path = List.copyOf(path);
            if (before.equals(after)) {
                throw new IllegalArgumentException("an edit of " + path + " that changes nothing");
            }
        }

        @Override
        public boolean isOpenIn(KubernetesObject object) {
            return at(path, object).equals(before);
        }

        @Override
        public boolean isDoneIn(KubernetesObject object) {
            return at(path, object).equals(after);
        }

        @Override
        public Optional<Object> doneIn(KubernetesObject object) {
            return after;
        }

        @Override
        public Optional<Object> undoneIn(KubernetesObject object) {
            return before;
        }

        @Override
        public Map<String, Object> fields() {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("path", path);
            before.ifPresent(value -> fields.put("before", value));
            after.ifPresent(value -> fields.put("after", value));
            fields.put("atTheEnd", atTheEnd.name());
            return fields;
        }
    }

    /**
     * A list in one text, with commas between its elements, gets one more; when the containment ends it loses it again,
     * whatever others have added or taken out meanwhile. Several containments may so have elements in one list. What others have
     * written there stays to the letter, and if they have written the same element too, one of the two stays.
     *
     * @param path the keys that lead to the text
     * @param element the element: not empty, without commas and without spaces
     */
    record Listed(List<String> path, String element) implements FieldEdit {

        /** Copies the path. */
        public Listed {
            path = List.copyOf(path);
            if (!isElement(element)) {
                throw new IllegalArgumentException("an element of a list is not empty, without commas and spaces");
            }
        }

        private static boolean isElement(String text) {
            return !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c <= ' ');
        }

        @Override
        public AtTheEnd atTheEnd() {
            return AtTheEnd.RESTORE;
        }

        @Override
        public boolean isOpenIn(KubernetesObject object) {
            return at(path, object).filter(value -> !(value instanceof String)).isEmpty() && !isDoneIn(object);
        }

        @Override
        public boolean isDoneIn(KubernetesObject object) {
            return elements(object).contains(element);
        }

        @Override
        public Optional<Object> doneIn(KubernetesObject object) {
            return Optional.of(elements(object).isEmpty() ? element : text(object) + "," + element);
        }

        @Override
        public Optional<Object> undoneIn(KubernetesObject object) {
            // As they stand: whoever has written the others finds them as they were written.
            var parts = new ArrayList<>(List.of(text(object).split(",", -1)));
            int own = parts.indexOf(element);
            for (int i = 0; own < 0 && i < parts.size(); i++) {
                own = trimmed(parts.get(i)).equals(element) ? i : own;
            }
            if (own >= 0) {
                parts.remove(own);
            }
            return parts.stream().allMatch(part -> trimmed(part).isEmpty())
                    ? Optional.empty()
                    : Optional.of(String.join(",", parts));
        }

        private static String trimmed(String part) {
            int from = 0;
            int to = part.length();
            while (from < to && isSpace(part.charAt(from))) {
                from++;
            }
            while (from < to && isSpace(part.charAt(to - 1))) {
                to--;
            }
            return part.substring(from, to);
        }

        /** What Unicode and Go take for space, in which those are written who read such lists; Java has another idea of it. */
        private static boolean isSpace(char c) {
            return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
        }

        private String text(KubernetesObject object) {
            return at(path, object)
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .orElse("");
        }

        private List<String> elements(KubernetesObject object) {
            return Arrays.stream(text(object).split(",", -1))
                    .map(Listed::trimmed)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        @Override
        public Map<String, Object> fields() {
            return Map.of("path", path, "listed", element);
        }
    }

    /**
     * A list of objects gets one more in front of the others; when the containment ends it loses it again, wherever it stands then, and
     * only if it is as it was written. Several containments may so have elements in one list. What others have in it stays as it is, in its
     * order.
     *
     * @param path the keys that lead to the list
     * @param element the object, with a {@code name} that no other element has
     */
    record InFront(List<String> path, Map<String, Object> element) implements FieldEdit {

        private static final String NAME = "name";

        /** Copies the path and the element. */
        public InFront {
            path = List.copyOf(path);
            element = Map.copyOf(element);
            if (!isElement(element)) {
                throw new IllegalArgumentException("an element of a list of objects has a name");
            }
        }

        private static boolean isElement(Map<?, ?> element) {
            return element.keySet().stream().allMatch(String.class::isInstance)
                    && element.get(NAME) instanceof String name
                    && !name.isEmpty();
        }

        private static InFront copyOf(List<String> path, Map<?, ?> element) {
            var copy = new LinkedHashMap<String, Object>();
            element.forEach((key, value) -> copy.put((String) key, value));
            return new InFront(path, copy);
        }

        @Override
        public AtTheEnd atTheEnd() {
            return AtTheEnd.RESTORE;
        }

        @Override
        public boolean isOpenIn(KubernetesObject object) {
            return at(path, object).filter(value -> !(value instanceof List)).isEmpty()
                    && elements(object).stream().noneMatch(this::hasItsName);
        }

        private boolean hasItsName(Object other) {
            return other instanceof Map<?, ?> map
                    && map.get(NAME) instanceof String name
                    && name.equals(element.get(NAME));
        }

        @Override
        public boolean isDoneIn(KubernetesObject object) {
            return elements(object).contains(element);
        }

        @Override
        public Optional<Object> doneIn(KubernetesObject object) {
            var elements = new ArrayList<>(elements(object));
            if (!elements.contains(element)) {
                elements.add(0, element);
            }
            return Optional.of(elements);
        }

        @Override
        public Optional<Object> undoneIn(KubernetesObject object) {
            var elements = new ArrayList<>(elements(object));
            elements.remove(element);
            return elements.isEmpty() ? Optional.empty() : Optional.of(elements);
        }

        private List<Object> elements(KubernetesObject object) {
            return object.list(path.toArray(String[]::new));
        }

        @Override
        public Map<String, Object> fields() {
            return Map.of("path", path, "inFront", element);
        }
    }

    private static Optional<Object> at(List<String> path, KubernetesObject object) {
        return object.at(path.toArray(String[]::new));
    }
}
